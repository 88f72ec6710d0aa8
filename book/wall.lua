-- wall.lua - what stands in an answer paints nowhere else.
--
-- Read by LuaTeX, in reports. Lines of an answer carry the attribute
-- "inanswer". When a page is finished, each run of such lines is clipped to
-- the height it takes up on the page: whatever the lines hold, however far it
-- is moved, nothing of it shows above the first or below the last.

local in_answer = luatexbase.attributes.inanswer
local SLACK = 65536               -- 1 pt above and below, and at the left
local MARGIN = 60 * 65536         -- at the right, for long lines of code

local hlist, vlist = node.id('hlist'), node.id('vlist')
local rule, glue, kern = node.id('rule'), node.id('glue'), node.id('kern')
local whatsit = node.id('whatsit')

-- How far `n` moves on in the vertical list `box`; nil when it takes no part
-- in where things stand.
local function advance(n, box)
    if n.id == hlist or n.id == vlist or n.id == rule then
        return n.height + n.depth
    elseif n.id == glue then return node.effective_glue(n, box)
    elseif n.id == kern then return n.kern end
end

local function bp(sp) return sp / 65781.76 end

-- A literal's origin is where it stands.
local function literal(text)
    local n = node.new(whatsit, node.subtype('pdf_literal'))
    n.mode, n.data = 0, text
    return n
end

local function down(by)
    local n = node.new(kern)
    n.kern = by
    return n
end

local function clip(width, height)
    return literal(string.format('q %.3f %.3f %.3f %.3f re W n', bp(-SLACK),
        bp(-height - SLACK), bp(width + MARGIN),
        bp(math.max(height, -SLACK) + 2 * SLACK)))
end

-- The colour may have changed inside: PDF has forgotten it, TeX has not.
local function colour()
    local n = node.new(whatsit, node.subtype('pdf_colorstack'))
    n.stack, n.command, n.data = 0, 3, ''
    return n
end

local wall_in

local function seal(box)
    local first, last, height
    local function close()
        if first then
            box.head = node.insert_before(box.head, first,
                clip(box.width, height))
            -- What was saved has to be restored at the same place.
            for _, n in ipairs{down(-height), literal('Q'), colour(),
                down(height)} do
                box.head, last = node.insert_after(box.head, last, n)
            end
        end
        first, height = nil, 0
    end
    local n = box.head
    height = 0
    while n do
        local following, moves = n.next, advance(n, box)
        if moves and n.id ~= vlist and node.has_attribute(n, in_answer) then
            first, last, height = first or n, n, height + moves
        elseif moves then
            close()
            wall_in(n)
        end
        n = following
    end
    close()
end

wall_in = function(n)
    if n.id == vlist then seal(n)
    elseif n.id == hlist then
        for inner in node.traverse(n.head) do wall_in(inner) end
    end
end

return function(number) wall_in(tex.box[number]) end
