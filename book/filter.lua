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

local here = PANDOC_SCRIPT_FILE:match('^(.*/)') or './'
local set = {}           -- the settings above
local labels = {}        -- id -> {number, page, title}
local figures = {}       -- ids of this chapter's figures, in order
local exercises = {}     -- this chapter's exercises, in order
local counts = {fig = 0, eq = 0, ex = 0}
local errors = 0

local words = {fig = 'Figure', eq = 'Equation', ex = 'Exercise',
    ch = 'Chapter'}
local kinds = {code = 'code', run = 'experiment', answer = 'question'}

local function fail(format, ...)
    errors = errors + 1
    io.stderr:write(set.chapter == '' and 'book.md' or set.chapter, ': ',
        string.format(format, ...), '\n')
end

local function latex() return set.to == 'latex' end
local function instructor() return set.edition == 'instructor' end
local function raw(text) return pandoc.RawBlock(set.to, text) end
local function raw_inline(text) return pandoc.RawInline(set.to, text) end

local function append(list, more)
    for _, item in ipairs(more) do list[#list + 1] = item end
    return list
end

local function lines_of(path)
    local file = io.open(path)
    if not file then return nil end
    local lines = {}
    for line in file:lines() do lines[#lines + 1] = line end
    file:close()
    return lines
end

local function write_rows(path, rows)
    local file = assert(io.open(path, 'w'))
    for _, row in ipairs(rows) do
        file:write(table.concat(row, '\t'), '\n')
    end
    file:close()
end

-- Settings

local function read_settings(meta)
    local defaults = {to = FORMAT:match('latex') and 'latex' or 'html',
        chapter = '', edition = 'student', plots = '', part = 'text'}
    for name, value in pairs(defaults) do set[name] = value end
    for _, name in ipairs{'to', 'chapter', 'edition', 'plots', 'labels',
        'labels-out', 'exercises-out', 'part', 'answers', 'answers-as',
        'exercise'} do
        if meta[name] ~= nil then
            set[name] = pandoc.utils.stringify(meta[name])
            meta[name] = nil
        end
    end
    set.number = set.chapter:match('^0*(%d+)%-') or ''
    return meta
end

local function read_labels()
    for _, line in ipairs(set.labels and lines_of(set.labels) or {}) do
        local id, number, page, title =
            line:match('^([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$')
        if id and page ~= set.chapter then
            labels[id] = {number = number, page = page, title = title}
        end
    end
end

-- Numbers

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

-- Values

local function split(line)
    local fields = {}
    for field in (line .. ','):gmatch('([^,]*),') do
        fields[#fields + 1] = field:match('^%s*(.-)%s*$')
    end
    return fields
end

local function read_table(name)
    local rows = {}
    for _, line in ipairs(lines_of(set.plots .. '/' .. name) or {}) do
        if not line:match('^#') and line:match('%S') then
            rows[#rows + 1] = split(line)
        end
    end
    local head = table.remove(rows, 1)
    local columns = {}
    for i, title in ipairs(head or {}) do columns[title] = i end
    return head and rows, columns
end

local function find_row(rows, columns, which)
    local column, wanted = which:match('^([^=]+)=(.*)$')
    if not column then
        return rows[which == 'last' and #rows or tonumber(which) or 0]
    end
    for _, row in ipairs(rows) do
        if row[columns[column]] == wanted then return row end
    end
end

local function written(value, format)
    if not format then return value end
    local number = tonumber(value)
    if not number then return nil end
    if format == 'percent' then
        return string.format('%.1f', 100 * number) .. '\u{a0}%'
    end
    return (string.format(format, number):gsub('^%-', '\u{2212}'))
end

local function quote_value(code)
    local spec = code.text:match('^value:(.*)$')
    if not spec then return nil end
    local file, column, which, format =
        spec:match('^([%w_.-]+):([^:]+):([^:]+):?(.*)$')
    if not file then
        fail('%s is not value:FILE.csv:COLUMN:ROW', code.text)
        return nil
    end
    local rows, columns = read_table(file)
    local row = rows and find_row(rows, columns, which)
    local text = row and columns[column] and row[columns[column]]
        and written(row[columns[column]], format ~= '' and format or nil)
    if not text then
        fail('%s: %s', code.text, not rows and 'no such table in '
            .. set.plots or not columns[column] and 'no such column'
            or not row and 'no such row' or 'no number there')
        return nil
    end
    return pandoc.Str(text)
end

-- Listings

local function is_start(line, a)
    if a.region then
        return line:find('/* [region ' .. a.region .. '] */', 1, true)
            or line:find('/* [answer ' .. a.region .. '] */', 1, true)
            or line:find('/* [answer ' .. a.region .. ' |', 1, true)
    elseif a.test then
        return line:find('^Test%(' .. a.test:gsub('%s+', ',%%s*') .. '[,)]')
    end
    return line:find('^[%a_]') and (' ' .. line):find('^[^=;]*%f[%w_]'
        .. a['function'] .. '%(')
end

-- typedef struct { ... } NAME; is known by its last line.
local function typedef_start(lines, name)
    local first
    for i, line in ipairs(lines) do
        if line:find('^typedef') then first = i end
        if line:find('^} ' .. name .. ';') then return first, i end
        if line:find('^typedef.*%f[%w_]' .. name .. '[;)]') then return i, i end
    end
end

local function comment_above(lines, first)
    if first == 1 or not lines[first - 1]:find('%*/%s*$') then
        return first
    end
    local i = first - 1
    while i > 1 and not lines[i]:find('/%*') do i = i - 1 end
    return lines[i]:find('^/%*') and not lines[i]:find('^/%* %[') and i
        or first
end

local function end_of(lines, first, a)
    for i = first, #lines do
        local line = lines[i]
        if a.region then
            if i > first and line:find('/* [end] */', 1, true) then
                return i - 1
            end
        elseif line:find('^}') or (line:find(';%s*$') and i - first < 12
            and not table.concat(lines, '\n', first, i):find('{')) then
            return i
        end
    end
end

local function find_listing(lines, a)
    if a.type then
        local first, last = typedef_start(lines, a.type)
        if first then first = comment_above(lines, first) end
        return first, last
    end
    for i, line in ipairs(lines) do
        if is_start(line, a) then
            local last = end_of(lines, i, a)
            if not last then return nil end
            if a.region then return i + 1, last end
            return comment_above(lines, i), last
        end
    end
end

local function cut(lines, first, last)
    local kept, indent = {}, 1000
    for i = first, last do
        local line = lines[i]
        if not line:find('^%s*/%* %[[%a ]+[%w_ |;-]*%] %*/%s*$') then
            kept[#kept + 1] = line
            if line:find('%S') then
                indent = math.min(indent, #line:match('^ *'))
            end
        end
    end
    for i, line in ipairs(kept) do kept[i] = line:sub(indent + 1) end
    return kept
end

local function listing_name(a)
    local what = a.region or a['function'] or a.type or a.test
    return a.file .. (what and ' (' .. what .. ')' or '')
end

local function read_listing(a)
    if a.file:find('^/') or a.file:find('%.%.') then
        fail('%s: quote a file of this project', a.file)
    elseif a.file:find('^solutions/') and not instructor() then
        fail('%s: students read this book; no solution is quoted', a.file)
    else
        local lines = lines_of(a.file)
        if not lines then
            fail('%s: there is no such file', a.file)
            return nil
        end
        local first, last = 1, #lines
        if a.region or a['function'] or a.type or a.test then
            first, last = find_listing(lines, a)
        end
        if not first then
            fail('%s: not found, or not closed', listing_name(a))
            return nil
        end
        return cut(lines, first, last), first
    end
end

local function listing_heading(file, line)
    local text = string.format('%s, line %d', file, line)
    if latex() then
        return raw('\\listingname{' .. file:gsub('_', '\\_') .. ', line '
            .. line .. '}')
    end
    return raw('<figcaption>' .. text .. '</figcaption>')
end

local function quote_code(block)
    local a = block.attributes
    if not a.file then return nil end
    local lines, first = read_listing(a)
    if not lines then return nil end
    for _, line in ipairs(lines) do
        if #line > 78 then
            fail('%s: a line is longer than 78 columns', listing_name(a))
            break
        end
    end
    local classes = #block.classes > 0 and block.classes or {'c'}
    local code = pandoc.CodeBlock(table.concat(lines, '\n'),
        pandoc.Attr('', classes))
    if a.file:find('^build/') then return code end
    if latex() then return {listing_heading(a.file, first), code} end
    return {raw('<figure class="listing">'), listing_heading(a.file, first),
        code, raw('</figure>')}
end

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
    if not is_figure(para) or not labels[para.content[1].identifier] then
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
    local parts = {kinds[e.kind], plural(e.points, 'point'),
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
        if not e or count_class(div, 'hint') == 0 then return nil end
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
            local link = reference(cite)
            return link and link.content or link
        end,
        Code = function(code)
            return code.text:find('^value:') and pandoc.Str('\u{2026}') or nil
        end,
        Image = function(image) return image.caption end,
        CodeBlock = quote_code}).content
end

-- Headings: LaTeX numbers its own, HTML gets the numbers here.

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

-- Reports: report.c leaves a div for each plot and each answer.

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
    local read_answer = dofile(here .. 'answers.lua')
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

local function apply(doc, functions)
    local walked = pandoc.walk_block(pandoc.Div(doc.blocks), functions)
    return pandoc.Pandoc(walked.content, doc.meta)
end

function Pandoc(doc)
    doc.meta = read_settings(doc.meta)
    if set.part == 'report' then return apply(doc, {Div = set_report}) end
    read_labels()
    local title = chapter_title(doc)
    doc = apply(doc, {Para = number_figure})
    apply(doc, {Image = check_picture})
    doc = apply(doc, {Span = number_equation})
    doc = apply(doc, {Div = number_exercise})
    check_needs()
    write_tables(title)
    if set.part == 'exercise' then
        doc.blocks = exercise_alone(doc)
    elseif set.part ~= 'labels' then
        doc = apply(doc, {Cite = reference, Code = quote_value,
            CodeBlock = quote_code})
        if set.part == 'hints' then
            doc.blocks = hints_of(doc)
        else
            doc = apply(doc, {Para = set_figure, Div = set_exercise,
                Header = set_heading})
        end
    end
    if errors > 0 then os.exit(3) end
    return doc
end
