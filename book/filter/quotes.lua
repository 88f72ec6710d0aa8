-- quotes.lua - values quoted from the tables of experiments, and code from
-- compiled files.

local common = require 'common'
local set, fail, latex, raw = common.set, common.fail, common.latex, common.raw
local instructor, lines_of = common.instructor, common.lines_of

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

return {value = quote_value, code = quote_code}
