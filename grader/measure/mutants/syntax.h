/**
 * @file syntax.h
 * What is known of C: brackets, types by their names, operators by how they
 * bind, statements by where they begin and end. `t` is a token.
 */
#ifndef SYNTAX_H
#define SYNTAX_H

#include "tokens.h"

/** What ends an operand, for is_any(). */
#define OPERAND_ENDS ", ; ? : = += -= *= /= return else"

/** @name Types @{ */
bool is_type(int t);
bool is_number_type(int t);
bool is_declaration(int t);
/** @} */

/** @name Operators @{ */
/** Has the operator at `t` an operand on its left? */
bool is_binary(int t);
/** How strongly a binary operator binds; 0 for what is none. */
int strength(int t);
/** The last token of the operand on the right of operator `t`. */
int right_end(int t);
/** The first token of the operand on the left of operator `t`. */
int left_begin(int t);
/** @} */

/** @name Statements @{ */
bool begins_statement(int t);
/** The last token of the statement that begins with token `t`. */
int statement_end(int t);
/** @} */

/** @name Functions and loops @{ */
/** The brace that opens the function which holds token `t`: the outermost one
 *  that is still open there; NO_TOKEN outside functions. */
int body_of(int t);
/** Is `t` in the outermost block of a function that returns nothing? */
bool returns_nothing(int t);
/** Does token `t` stand in the head of a loop? What is changed there mostly
 *  never ends. */
bool in_head(int t);
/** @} */

#endif
