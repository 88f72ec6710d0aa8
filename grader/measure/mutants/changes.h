/**
 * @file changes.h
 * What is changed: each function adds the mutants that begin at token `t`.
 */
#ifndef CHANGES_H
#define CHANGES_H

/** @name expressions.c @{ */
void change_operator(int t);
void change_number(int t);
/** `t` is the "?" of c ? a : b. */
void change_choice(int t);
/** @} */

/** @name names.c @{ */
/** One that is easily taken for another. */
void change_name(int t);
/** `t` is the name of a function that is called. */
void change_call(int t);
/** `t` is the bracket of an index. */
void change_index(int t);
/** A parameter or a local number, to another one. */
void change_variable(int t);
/** @} */

/** statements.c: `t` begins a statement. */
void change_statement(int t);

#endif
