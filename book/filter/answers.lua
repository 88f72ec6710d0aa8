-- answers.lua - a student's written answer, made harmless.
--
-- The text comes from anyone. It is read without raw TeX, raw HTML and
-- metadata; what is left is rebuilt here from what is known to be good, and
-- anything else is shown as the text it is. Formulas are the danger: TeX can
-- read files from inside one. So only listed commands pass, and the formula
-- has to be one that pandoc's own parser understands.

local reader = 'markdown-raw_tex-raw_html-raw_attribute-yaml_metadata_block'
    .. '-pandoc_title_block-mmd_title_block-citations-header_attributes'
    .. '-latex_macros-link_attributes-fenced_code_attributes'
    .. '-inline_code_attributes-bracketed_spans-native_spans-native_divs'
    .. '-fenced_divs-example_lists-strikeout'

local MOST = 256 * 1024          -- bytes of one chapter's answers
local FORMULA = 4000             -- bytes of one formula
local BACKWARDS = 8              -- times \! in one formula

local function set_of(words)
    local set = {}
    for word in words:gmatch('%S+') do set[word] = true end
    return set
end

local commands = set_of[[
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa
lambda mu nu xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi
psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
frac dfrac tfrac sqrt binom sum prod int iint oint lim limsup liminf sup inf
max min arg argmax argmin exp log ln sin cos tan sinh cosh tanh coth arcsin
arccos arctan det dim ker gcd deg Pr
cdot cdots dots ldots vdots ddots dotsb dotsc times div pm mp ast star circ
bullet odot oplus otimes setminus cap cup wedge vee land lor lnot neg
le leq ge geq ne neq lt gt ll gg approx sim simeq cong equiv propto perp
parallel mid nmid in notin ni subset supset subseteq supseteq
to gets mapsto rightarrow leftarrow Rightarrow Leftarrow leftrightarrow
Leftrightarrow longrightarrow implies iff uparrow downarrow
partial nabla infty forall exists emptyset varnothing ell hbar Re Im prime
hat bar tilde vec dot ddot overline underline widehat widetilde overbrace
underbrace mathbf mathrm mathit mathsf mathtt mathbb mathcal boldsymbol text
textbf textit textrm operatorname left right big Big bigl bigr lvert rvert
lVert rVert vert Vert langle rangle lfloor rfloor lceil rceil quad qquad
displaystyle textstyle limits nolimits begin end top angle triangle square
]]

local environments = set_of[[
aligned matrix pmatrix bmatrix vmatrix cases smallmatrix
]]

-- Single characters after a backslash.
local signs = set_of[[ \ , ; : ! { } | _ & # ]]
signs[' '] = true
signs['%'] = true

-- A line's end may have a distance to the next, as in \\[4pt]: up to 40 points,
-- never upwards. TeX looks for it, and for a star, beyond blanks.
local points = {pt = 1, mm = 3, ex = 5, em = 10}
local function line_end(tex, i)
    local far, size, unit =
        tex:match('^(\\\\%s*%[%s*([%d.]+)%s*(%a%a)%s*%])', i)
    if far and (tonumber(size) or 99) * (points[unit] or 99) <= 40 then
        return far
    end
    return tex:match('^\\\\%s*[%*%[]', i)
end

-- \begin{aligned} is one token, so is \frac, so is any other character.
local function tokens_of(tex)
    local tokens, i = {}, 1
    while i <= #tex do
        local token = line_end(tex, i)
            or tex:match('^\\begin%s*{%a*}', i)
            or tex:match('^\\end%s*{%a*}', i) or tex:match('^\\%a+', i)
            or tex:match('^\\.', i) or tex:sub(i, i)
        i = i + #token
        if not token:find('^%s+$') then tokens[#tokens + 1] = token end
    end
    return tokens
end

local function is_listed(token)
    local environment = token:match('^\\%a+%s*{(%a*)}$')
    if environment then return environments[environment] end
    local command = token:match('^\\(%a+)$')
    if command then
        return commands[command] and command ~= 'begin' and command ~= 'end'
    end
    if token:find('^\\\\.') then return token:sub(-1) == ']' end
    local sign = token:match('^\\(.)$')
    return token ~= '\\' and (not sign or signs[sign])
end

-- Do braces, environments and \left ... \right close in order? Columns and
-- line ends stand in environments only.
local function is_nested(tokens)
    local open = {}
    local function closes(what) return table.remove(open) == what end
    for _, token in ipairs(tokens) do
        local ok = true
        local kind, name = token:match('^\\(%a+)%s*{(%a*)}$')
        if kind == 'begin' then open[#open + 1] = name
        elseif kind == 'end' then ok = closes(name)
        elseif token == '{' then open[#open + 1] = '}'
        elseif token == '}' then ok = closes('}')
        elseif token == '\\left' then open[#open + 1] = '\\right'
        elseif token == '\\right' then ok = closes('\\right')
        elseif token == '&' or token:sub(1, 2) == '\\\\' then
            ok = #open > 0 and open[#open]:find('^%a') ~= nil
        end
        if not ok or #open > 40 then return false end
    end
    return #open == 0
end

-- TeX stops at a second index or a second power of the same thing.
local function has_single_scripts(tokens)
    local seen, outer, argument = {}, {}, false
    for _, token in ipairs(tokens) do
        if token == '_' or token == '^' then
            if seen[token] or argument then return false end
            seen[token], argument = true, true
        elseif token == "'" then
            if seen['^'] == true then return false end
            seen['^'] = 'prime'
        elseif token == '{' then
            outer[#outer + 1] = argument and seen or {}
            seen, argument = {}, false
        elseif token == '}' then
            seen, argument = table.remove(outer) or {}, false
        else
            if not argument then seen = {} end
            argument = false
        end
    end
    return not argument
end

local function is_sound(tex)
    local tokens, backwards = tokens_of(tex), 0
    for _, token in ipairs(tokens) do
        if not is_listed(token) then return false end
        if token == '\\!' then backwards = backwards + 1 end
    end
    if backwards > BACKWARDS then return false end
    return is_nested(tokens) and has_single_scripts(tokens)
end

-- Pandoc turns a formula that it understands into MathML.
local function is_understood(math)
    local html = pandoc.write(pandoc.Pandoc{pandoc.Para{math}}, 'html',
        pandoc.WriterOptions{html_math_method = 'mathml'})
    return html:find('<math ') ~= nil
end

-- No ^^ (TeX's way to write any character) and no sign that means more than
-- itself: a comment, a parameter, the end of the formula.
local function is_good_formula(math)
    local tex = math.text
    return #tex <= FORMULA and tex:find('%S') and not tex:find('%^%^')
        and not tex:gsub('\\[%%#]', ''):find('[%%#$~]')
        and is_sound(tex) and is_understood(math)
end

local function first_bytes(path, n)
    local file = io.open(path, 'rb')
    local bytes = file and file:read(n) or ''
    if file then file:close() end
    return bytes
end

-- A PNG of at most 40 million pixels, or a JPEG.
local function is_picture(path)
    local head = first_bytes(path, 24)
    if head:sub(1, 8) == '\x89PNG\r\n\x1a\n' and #head == 24 then
        local width, height = string.unpack('>I4I4', head, 17)
        return width > 0 and height > 0 and width * height <= 40000000
    end
    return head:sub(1, 3) == '\xff\xd8\xff'
end

local function cleaner(directory)
    local none = pandoc.Attr()
    return {
        Math = function(math)
            if is_good_formula(math) then return nil end
            return pandoc.Code(math.text)
        end,
        Image = function(image)
            local name = image.src:match('^[%w_-]+%.png$')
                or image.src:match('^[%w_-]+%.jpg$')
            if name and is_picture(directory .. '/' .. name) then
                return pandoc.Image(image.caption, directory .. '/' .. name)
            end
            return pandoc.Code('picture ' .. image.src .. ' is not here')
        end,
        Link = function(link)
            if link.target:find('^https?://') or
                link.target:find('^mailto:') then
                return pandoc.Link(link.content, link.target, '', none)
            end
            return link.content
        end,
        RawInline = function(raw) return pandoc.Code(raw.text) end,
        RawBlock = function(raw)
            return pandoc.CodeBlock(raw.text, pandoc.Attr('', {'default'}))
        end,
        Cite = function(cite) return cite.content end,
        Code = function(code) return pandoc.Code(code.text) end,
        -- Of a class, so that the writer escapes each token: LaTeX's
        -- verbatim would end where the text says so.
        CodeBlock = function(block)
            local class = block.classes[1] == 'c' and 'c' or 'default'
            return pandoc.CodeBlock(block.text, pandoc.Attr('', {class}))
        end,
        Span = function(span) return span.content end,
        Div = function(div) return div.content end,
        Header = function(header)
            return pandoc.Para{pandoc.Strong(header.content)}
        end,
    }
end

-- What stands below the heading "## id", without comments.
local function section(text, id)
    local lines, inside = {}, false
    for line in (text .. '\n'):gmatch('([^\n]*)\n') do
        local title = line:match('^## +([^{]*)')
        if title then
            inside = title:match('^%s*(.-)%s*$') == id
        elseif inside then
            lines[#lines + 1] = line
        end
    end
    text = table.concat(lines, '\n'):gsub('<!%-%-.-%-%->', '')
    text = text:gsub('<!%-%-.*$', '')
    -- The question stands above the skeleton's TODO, as does no answer.
    local _, todo = text:find('TODO ' .. id, 1, true)
    return todo and text:sub(todo + 1) or text
end

local function as_text(text)
    local lines = {}
    for line in (text .. '\n'):gmatch('([^\n]*)\n') do
        while utf8.len(line) and utf8.len(line) > 88 do
            local cut = utf8.offset(line, 89)
            lines[#lines + 1] = line:sub(1, cut - 1)
            line = line:sub(cut)
        end
        lines[#lines + 1] = line
    end
    return {pandoc.CodeBlock(table.concat(lines, '\n'),
        pandoc.Attr('', {'default'}))}
end

-- The answer to an exercise as blocks, or nil when there is none.
-- `plain` sets the whole answer as text: the way out when LaTeX stumbles.
return function(answers, chapter, id, plain)
    local file = io.open(answers .. '/' .. chapter .. '.md')
    if not file then return nil end
    local text = section(file:read(MOST) or '', id)
    file:close()
    if not text:find('%S') then return nil end
    if not utf8.len(text) then
        return {pandoc.Para{pandoc.Str('The answer is not UTF-8 text.')}}
    end
    text = text:gsub('[%z\1-\8\11-\31\127]', ' ')
    if plain then return as_text(text) end
    local doc = pandoc.read(text, reader)
    return pandoc.walk_block(pandoc.Div(doc.blocks),
        cleaner(answers .. '/' .. chapter)).content
end
