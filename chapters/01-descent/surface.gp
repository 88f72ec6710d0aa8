load 'chapters/01-descent/map.inc'
set xlabel 'x'
set ylabel 'y'
set xrange [-5:5]
set yrange [-5:5]
set size square
set cblabel 'f'
set colorbox
set key outside bottom center horizontal
set table $points
plot data.'/stationary.csv' using 'x':'y':'least_curvature' with table
unset table
set datafile separator whitespace
plot $map using 1:2:3 with lines linecolor palette linewidth 0.7 \
        dashtype 1 notitle, \
    $points using 1:($3 > 0 ? $2 : NaN) with points linecolor rgb '#D55E00' \
        pointtype 7 pointsize 0.9 title 'minimum', \
    $points using 1:($3 < 0 ? $2 : NaN) with points linecolor rgb '#000000' \
        pointtype 2 pointsize 0.9 title 'saddle'
