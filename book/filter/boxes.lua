-- boxes.lua - figures, exercises with their hints and rubrics, and headings,
-- as they stand on the page.

local common = require 'common'
local numbers = require 'numbers'
local quotes = require 'quotes'
local set, fail, latex, raw = common.set, common.fail, common.latex, common.raw
local instructor, raw_inline = common.instructor, common.raw_inline
local append, lines_of = common.append, common.lines_of
local labels, exercises = numbers.labels, numbers.exercises

-- Figures

local function figure_text(image)
    local number = labels[image.identifier].number
    return append({pandoc.Strong{pandoc.Str('Figure\u{a0}' .. number .. '.')},
        pandoc.Space()}, image.caption)
end

local function latex_figure(image, path)
    local caption = append({raw_inline('\\figurecaption{')},
        figure_text(image))
    caption[#caption + 1] = raw_inline('}')
    return {raw('\\begin{bookfigure}\\hypertarget{' .. image.identifier
        .. '}{}\\includegraphics{' .. path .. '}'),
        pandoc.Plain(caption), raw('\\end{bookfigure}')}
end

local function html_figure(image, path)
    local plain = pandoc.Image({}, path, '',
        pandoc.Attr('', {}, {alt = image.attributes.alt}))
    return {pandoc.Div({
        raw('<figure>'), pandoc.Plain{plain}, raw('<figcaption>'),
        pandoc.Plain(figure_text(image)), raw('</figcaption></figure>')},
        pandoc.Attr(image.identifier, {'figure'}))}
end

local function set_figure(para)
    if not numbers.is_figure(para)
        or not labels[para.content[1].identifier] then
        return nil
    end
    local image = para.content[1]
    local base = image.src:gsub('%.svg$', '')
    local drawn = set.plots .. '/' .. base .. (latex() and '.pdf' or '.svg')
    if not lines_of(drawn) then
        fail('%s: %s has not been drawn', image.identifier, drawn)
        return nil
    end
    if latex() then return latex_figure(image, drawn) end
    return html_figure(image, set.chapter .. '/' .. base .. '.svg')
end

-- Exercise boxes

local function plural(n, word)
    return n .. '\u{a0}' .. word .. (tonumber(n) == 1 and '' or 's')
end

local function facts(e)
    local parts = {numbers.kinds[e.kind], plural(e.points, 'point'),
        'about ' .. plural(e.minutes, 'minute')}
    if e.needs ~= '' then parts[#parts + 1] = 'needs ' .. e.needs end
    if instructor() and e.sheet ~= '' then
        parts[#parts + 1] = 'sheet ' .. e.sheet
    end
    return table.concat(parts, ' · ')
end

local function escaped(text)
    if latex() then
        return (text:gsub('[_&%%#$]', '\\%0'))
    end
    return (text:gsub('&', '&amp;'):gsub('<', '&lt;'))
end

local function html_hint(div, n)
    return append({raw('<details class="hint"><summary>Hint ' .. n
        .. '</summary>')}, append(div.content, {raw('</details>')}))
end

local function set_inside(div, e)
    local n, inside = 0, {}
    for _, block in ipairs(div.content) do
        if block.t ~= 'Div' then
            inside[#inside + 1] = block
        elseif block.classes:includes('hint') then
            n = n + 1
            if not latex() then append(inside, html_hint(block, n)) end
        elseif block.classes:includes('rubric') then
            if instructor() then
                inside[#inside + 1] = pandoc.Para{pandoc.Strong{
                    pandoc.Str('Rubric')}}
                append(inside, block.content)
            end
        else
            inside[#inside + 1] = block
        end
    end
    if latex() and n > 0 then
        inside[#inside + 1] = raw('\\hintlink{' .. e.id .. '}')
    end
    return inside
end

local function set_exercise(div)
    if not div.classes:includes('exercise') then return nil end
    local e = exercises[div.identifier:gsub('^ex:', '')]
    local inside = set_inside(div, e)
    if latex() then
        table.insert(inside, 1, raw(string.format(
            '\\begin{exercise}{ex:%s}{%s}{%s}{%s}{%s}', e.id, e.number,
            escaped(e.title), escaped(e.id), escaped(facts(e)))))
        inside[#inside + 1] = raw('\\end{exercise}')
        return inside
    end
    table.insert(inside, 1, raw(string.format(
        '<section class="exercise" id="ex:%s" aria-labelledby="title-%s">'
        .. '<p class="title" id="title-%s">Exercise %s. %s '
        .. '<code>%s</code></p><p class="facts">%s</p>', e.id, e.id, e.id,
        e.number, escaped(e.title), e.id, escaped(facts(e)))))
    inside[#inside + 1] = raw('</section>')
    return inside
end

-- The hints of a chapter, for the appendix of the PDF.
local function hints_of(doc)
    local blocks = {}
    pandoc.walk_block(pandoc.Div(doc.blocks), {Div = function(div)
        local e = exercises[div.identifier:gsub('^ex:', '')]
        if not e or numbers.count_class(div, 'hint') == 0 then return nil end
        append(blocks, {raw(string.format('\\hintsof{%s}{%s}{%s}', e.id,
            e.number, escaped(e.title)))})
        local items = {}
        for _, block in ipairs(div.content) do
            if block.t == 'Div' and block.classes:includes('hint') then
                items[#items + 1] = block.content
            end
        end
        blocks[#blocks + 1] = pandoc.OrderedList(items)
    end})
    return blocks
end

-- One exercise as those see it who mark it: without hints and pictures, its
-- numbers left to the book.
local function exercise_alone(doc)
    local found
    pandoc.walk_block(pandoc.Div(doc.blocks), {Div = function(div)
        if div.identifier == 'ex:' .. set.exercise then found = div end
    end})
    if not found then
        fail('there is no exercise %s', set.exercise)
        return {}
    end
    local inside = {}
    for _, block in ipairs(found.content) do
        local classes = block.t == 'Div' and block.classes or pandoc.List()
        if classes:includes('rubric') then
            inside[#inside + 1] = pandoc.Para{pandoc.Strong{
                pandoc.Str('Rubric')}}
        end
        if not classes:includes('hint') then
            append(inside, block.t == 'Div' and block.content or {block})
        end
    end
    return pandoc.walk_block(pandoc.Div(inside), {
        Cite = function(cite)
            local link = numbers.reference(cite)
            return link and link.content or link
        end,
        Code = function(code)
            return code.text:find('^value:') and pandoc.Str('\u{2026}') or nil
        end,
        Image = function(image) return image.caption end,
        CodeBlock = quotes.code}).content
end

-- Headings: LaTeX numbers its own, HTML gets the numbers here.

local sections = 0
local function set_heading(header)
    if set.number == '' or header.classes:includes('unnumbered') then
        return nil
    end
    if latex() then
        if header.level > 1 then return nil end
        return {raw(string.format('\\setcounter{chapter}{%d}',
            set.number - 1)), header}
    end
    if header.level > 2 then return nil end
    local number = set.number
    if header.level == 2 then
        sections = sections + 1
        number = number .. '.' .. sections
    end
    header.content = append({pandoc.Span({pandoc.Str(number)},
        pandoc.Attr('', {'number'})), pandoc.Space()}, header.content)
    return header
end

return {figure = set_figure, exercise = set_exercise, heading = set_heading,
    hints_of = hints_of, exercise_alone = exercise_alone}
