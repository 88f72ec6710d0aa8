# common.gp - read before every figure's script. Set by plot.sh before it:
#   format  svg (for HTML) or pdf     name  the figure's name
#   out     where it is drawn         data  the directory of the tables
if (format eq "svg") {
    set terminal svg size 640,420 dynamic font 'DejaVu Sans,13' \
        background '#ffffff' name name
} else {
    set terminal pdfcairo size 14cm,9.2cm font 'DejaVu Sans,10'
}
set output out
set encoding utf8
set datafile separator comma
set datafile commentschars '#'
set datafile missing 'nan'

# Colours that colour-blind readers can tell apart (Okabe and Ito), each with
# a dash and a point of its own, so that print without colour is enough.
set linetype 1 linecolor rgb '#0072B2' dashtype 1 linewidth 2 pointtype 7
set linetype 2 linecolor rgb '#D55E00' dashtype '-' linewidth 2 pointtype 5
set linetype 3 linecolor rgb '#009E73' dashtype '.-' linewidth 2 pointtype 9
set linetype 4 linecolor rgb '#CC79A7' dashtype '..' linewidth 2 pointtype 13
set linetype 5 linecolor rgb '#E69F00' dashtype '-..' linewidth 2 pointtype 4
set linetype 6 linecolor rgb '#56B4E9' dashtype '--.' linewidth 2 pointtype 6
set linetype 7 linecolor rgb '#000000' dashtype '_' linewidth 2 pointtype 8
set linetype cycle 7
set pointsize 0.6

# The palette viridis: as light grows, so does the value.
set palette defined (0 '#440154', 1 '#482878', 2 '#3e4989', 3 '#31688e', \
    4 '#26828e', 5 '#1f9e89', 6 '#35b779', 7 '#6ece58', 8 '#b5de2b', \
    9 '#fde725')

set grid linewidth 0.5 dashtype 1 linecolor rgb '#dddddd'
set border linewidth 0.8
set tics nomirror
set key outside right center samplen 3
