set xlabel 'value'
set ylabel 'density'
set xrange [-4:4]
set yrange [0:0.5]
set style fill solid 0.25
set key outside top center horizontal
plot data.'/random.csv' using 'x':'normal' with boxes lt 1 title 'rng\_normal', \
    data.'/random.csv' using 'x':'uniform' with points lt 2 title 'rng\_uniform', \
    exp(-x*x/2) / sqrt(2*pi) with lines lt 7 title 'normal density'
