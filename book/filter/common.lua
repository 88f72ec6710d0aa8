-- common.lua - one run of the filter: its settings, its errors, and the small
-- things that all its parts use.

local set = {}           -- the settings that filter.lua lists
local errors = 0

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

local function apply(doc, functions)
    local walked = pandoc.walk_block(pandoc.Div(doc.blocks), functions)
    return pandoc.Pandoc(walked.content, doc.meta)
end

return {set = set, read_settings = read_settings, fail = fail,
    failed = function() return errors > 0 end, latex = latex,
    instructor = instructor, raw = raw, raw_inline = raw_inline,
    append = append, lines_of = lines_of, write_rows = write_rows,
    apply = apply}
