-- filter.lua - the one pandoc filter behind book, site and report.
--
-- It numbers figures, equations and exercises per chapter, resolves
-- references, quotes code from compiled files and values from tables, and
-- sets exercise boxes. Everything that is missing is an error: all of them
-- are printed, and pandoc ends with status 83.
--
-- Settings (pandoc -M NAME=VALUE):
--   to             html or latex: what the result becomes in the end
--   chapter        the folder, such as 02-activations; "" for the front page
--   edition        student or instructor (shows rubrics, may quote solutions)
--   plots          the directory that holds the figures and tables
--   labels         a file with the labels of all chapters (labels-out of each)
--   labels-out     write this chapter's labels there
--   exercises-out  write the table of exercises there
--   part           text (default), hints (for the appendix of the PDF), or
--                  labels: number only, do not read code, tables or figures;
--                  report: set the plots and answers that report.c asks for;
--                  exercise: one exercise with its rubric, for who marks it
--   exercise       its id
--   answers        of a report: the directory with the student's answers
--   answers-as     text: they are shown as they were typed

package.path = (PANDOC_SCRIPT_FILE:match('^(.*/)') or './')
    .. 'filter/?.lua;' .. package.path
local common = require 'common'
local numbers = require 'numbers'
local quotes = require 'quotes'
local boxes = require 'boxes'

local function set_text(doc)
    doc = numbers.number(doc)
    if common.set.part == 'labels' then return doc end
    if common.set.part == 'exercise' then
        doc.blocks = boxes.exercise_alone(doc)
        return doc
    end
    doc = common.apply(doc, {Cite = numbers.reference, Code = quotes.value,
        CodeBlock = quotes.code})
    if common.set.part == 'hints' then
        doc.blocks = boxes.hints_of(doc)
        return doc
    end
    return common.apply(doc, {Para = boxes.figure, Div = boxes.exercise,
        Header = boxes.heading})
end

function Pandoc(doc)
    doc.meta = common.read_settings(doc.meta)
    if common.set.part == 'report' then
        return common.apply(doc, {Div = require 'report'})
    end
    doc = set_text(doc)
    if common.failed() then os.exit(3) end
    return doc
end
