-- numbers.lua - figures, equations and exercises are numbered per chapter,
-- have names, and are referred to by them.

local common = require 'common'
local set, fail, latex, append = common.set, common.fail, common.latex,
    common.append
local lines_of, write_rows, apply = common.lines_of, common.write_rows,
    common.apply

local labels = {}        -- id -> {number, page, title}
local figures = {}       -- this chapter's figures, in order
local exercises = {}     -- this chapter's exercises, in order and by id
local counts = {fig = 0, eq = 0, ex = 0}

local words = {fig = 'Figure', eq = 'Equation', ex = 'Exercise',
    ch = 'Chapter'}
local kinds = {code = 'code', run = 'experiment', answer = 'question'}

local function read_labels()
    for _, line in ipairs(set.labels and lines_of(set.labels) or {}) do
        local id, number, page, title =
            line:match('^([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$')
        if id and page ~= set.chapter then
            labels[id] = {number = number, page = page, title = title}
        end
    end
end

local function give_number(id, title)
    local kind = id:match('^(%a+):[%w_-]+$')
    if labels[id] then
        fail('the name %s is taken, by chapter %s', id, labels[id].page)
    end
    local number = set.number
    if counts[kind] then
        counts[kind] = counts[kind] + 1
        number = number .. '.' .. counts[kind]
    end
    labels[id] = {number = number, page = set.chapter, title = title}
    return number
end

local function one_line(inlines)
    local plain = pandoc.walk_inline(pandoc.Span(inlines), {
        Cite = function(cite)
            local label = labels[cite.citations[1].id]
            return label and pandoc.Str(words[cite.citations[1].id:match('%a+')]
                .. ' ' .. label.number) or {}
        end})
    local doc = pandoc.Pandoc{pandoc.Plain(plain.content)}
    return (pandoc.write(doc, 'markdown'):gsub('%s+', ' '):gsub(' $', ''))
end

local function is_figure(para)
    return #para.content == 1 and para.content[1].t == 'Image'
end

local function number_figure(para)
    if not is_figure(para) then return nil end
    local image = para.content[1]
    local name = image.src:match('^([%w_-]+)%.svg$')
    if not image.identifier:match('^fig:[%w_-]+$') then
        fail('the figure %s has no name {#fig:NAME}', image.src)
        return nil
    end
    if not (image.attributes.alt or ''):match('%S') then
        fail('%s has no alt text', image.identifier)
    end
    if #image.caption == 0 then fail('%s has no caption', image.identifier) end
    pandoc.walk_inline(image, {Code = function(code)
        if code.text:match('^value:') then
            fail('%s: captions stand in students\' reports too, so they quote '
                .. 'no value', image.identifier)
        end
    end})
    if not name then
        fail('%s: a figure is NAME.svg, drawn by NAME.gp, not %s',
            image.identifier, image.src)
    elseif not lines_of('chapters/' .. set.chapter .. '/' .. name .. '.gp')
    then
        fail('%s: there is no %s.gp', image.identifier, name)
    end
    give_number(image.identifier)
    figures[#figures + 1] = {id = image.identifier, name = name or '',
        caption = image.caption,
        alt = (image.attributes.alt or ''):gsub('%s+', ' ') .. ''}
end

local function check_picture(image)
    if not labels[image.identifier] then
        fail('%s: a figure is a paragraph of its own, '
            .. '![caption](NAME.svg){#fig:NAME alt="..."}', image.src)
    end
end

local function number_equation(span)
    if not span.identifier:match('^eq:') then return nil end
    local math = span.content[1]
    if #span.content ~= 1 or math.t ~= 'Math' then
        fail('%s is not of the form [$$ ... $$]{#%s}', span.identifier,
            span.identifier)
        return nil
    end
    math.text = math.text .. ' \\tag{' .. give_number(span.identifier) .. '}'
    return {pandoc.Span({}, pandoc.Attr(span.identifier)), math}
end

-- Exercises

local function count_class(div, class)
    local n = 0
    pandoc.walk_block(div, {Div = function(inner)
        if inner.classes:includes(class) then n = n + 1 end
    end})
    return n
end

local function check_exercise(e, div)
    local function need(ok, what)
        if not ok then fail('exercise %s: %s', e.id, what) end
    end
    need(e.id:match('^[%a_][%w_]*$'), 'its id is no C identifier')
    need(e.title:match('%S'), 'no title')
    need(tonumber(e.points) and tonumber(e.points) >= 0,
        'points= is missing or no number')
    need(tonumber(e.minutes) and tonumber(e.minutes) > 0,
        'minutes= is missing or no number')
    need(kinds[e.kind], 'kind= is code, run or answer')
    need(e.kind ~= 'answer' or count_class(div, 'rubric') == 1,
        'a question has one ::: rubric inside')
    need(count_class(div, 'hint') == 3,
        'three ::: hint belong inside')
end

local function number_exercise(div)
    if not div.classes:includes('exercise') then return nil end
    local a = div.attributes
    local e = {id = div.identifier:match('^ex:(.*)$') or div.identifier,
        title = a.title or '', points = a.points or '',
        minutes = a.minutes or '', needs = a.needs or '',
        kind = a.kind or '', sheet = a.sheet or ''}
    check_exercise(e, div)
    e.number = give_number('ex:' .. e.id, e.title)
    exercises[#exercises + 1] = e
    exercises[e.id] = e
end

local function check_needs()
    for _, e in ipairs(exercises) do
        for need in e.needs:gmatch('%S+') do
            if not exercises[need] then
                fail('exercise %s needs %s, which is none of this chapter',
                    e.id, need)
            end
        end
    end
end

local function write_tables(title)
    if set['exercises-out'] then
        local rows = {}
        for i, e in ipairs(exercises) do
            rows[i] = {e.id, e.number, e.title, e.points, e.minutes, e.needs,
                e.kind}
        end
        write_rows(set['exercises-out'], rows)
    end
    if set['labels-out'] then
        local rows = {{title.id, set.number, set.chapter, title.text}}
        for _, f in ipairs(figures) do
            rows[#rows + 1] = {f.id, labels[f.id].number, set.chapter,
                one_line(f.caption), f.name, f.alt}
        end
        local others = {}
        for id, label in pairs(labels) do
            if label.page == set.chapter and id:match('^e[qx]:') then
                others[#others + 1] = {id, label.number, set.chapter,
                    label.title or ''}
            end
        end
        table.sort(others, function(a, b) return a[1] < b[1] end)
        append(rows, others)
        write_rows(set['labels-out'], rows)
    end
end

-- Chapters

local function chapter_title(doc)
    local first = doc.blocks[1]
    if set.chapter == '' then return {id = 'ch:', text = ''} end
    if not first or first.t ~= 'Header' or first.level ~= 1
        or not first.identifier:match('^ch:[%w_-]+$') then
        fail('the text starts with "# Title {#ch:WORD}"')
        return {id = 'ch:', text = ''}
    end
    give_number(first.identifier, pandoc.utils.stringify(first))
    return {id = first.identifier, text = pandoc.utils.stringify(first)}
end

-- References

local function reference(cite)
    local c = cite.citations[1]
    local kind = c.id:match('^(%a+):')
    if not words[kind] then
        fail('@%s is no reference: write \\@ for the sign', c.id)
        return nil
    end
    local label = labels[c.id]
    if not label then
        fail('@%s refers to nothing', c.id)
        return nil
    end
    if label.number == '' then return pandoc.Str(label.title) end
    local text = words[kind] .. '\u{a0}' .. label.number
    local elsewhere = label.page ~= set.chapter and not latex()
    local target = (elsewhere and label.page .. '.html' or '') .. '#' .. c.id
    return pandoc.Link({pandoc.Str(text)}, target)
end

-- Gives every number that there is to give, and writes the tables that the
-- settings ask for.
local function number(doc)
    read_labels()
    local title = chapter_title(doc)
    doc = apply(doc, {Para = number_figure})
    apply(doc, {Image = check_picture})
    doc = apply(doc, {Span = number_equation})
    doc = apply(doc, {Div = number_exercise})
    check_needs()
    write_tables(title)
    return doc
end

return {number = number, reference = reference, labels = labels,
    exercises = exercises, kinds = kinds, is_figure = is_figure,
    count_class = count_class}
