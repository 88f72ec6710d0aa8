-- report.lua - a report's plots and answers: report.c leaves a div for each.

local common = require 'common'
local read_answer = require 'answers'
local set, append = common.set, common.append
local raw, raw_inline = common.raw, common.raw_inline

local function set_plot(div)
    local a = div.attributes
    local caption = {raw_inline('\\figurecaption{')}
    append(caption, {pandoc.Strong{pandoc.Str('Figure\u{a0}' .. a.number
        .. '.')}, pandoc.Space()})
    append(caption, div.content[1].content)
    caption[#caption + 1] = raw_inline('}')
    return {raw('\\begin{bookfigure}\\includegraphics{' .. a.file .. '}'),
        pandoc.Plain(caption), raw('\\end{bookfigure}')}
end

local function set_answer(div)
    local a = div.attributes
    local from = set.answers .. (a.of and '/' .. a.of or '')
    local blocks = read_answer(from, a.chapter, a.exercise,
        (a.as or set['answers-as']) == 'text')
    if not blocks then return {} end
    return append(append({raw('\\begin{answer}')}, blocks),
        {raw('\\end{answer}')})
end

-- Small, so that they stand side by side.
local function set_plots(div)
    local inlines = {}
    for _, plot in ipairs(div.content) do
        local a = plot.attributes
        append(inlines, {raw_inline('\\smallfigure{' .. a.file .. '}{'),
            pandoc.Str('Figure\u{a0}' .. a.number .. '.'), pandoc.Space()})
        append(inlines, plot.content[1].content)
        inlines[#inlines + 1] = raw_inline('}')
    end
    return #inlines > 0 and pandoc.Para(inlines) or {}
end

local function set_report(div)
    if div.classes:includes('plots') then return set_plots(div) end
    if div.classes:includes('plot') then return set_plot(div) end
    if div.classes:includes('answer') then return set_answer(div) end
end

return set_report
