# epsilon.gp - the error of a difference against its epsilon: two U curves.
set logscale xy
set format xy '10^{%T}'
set xlabel 'epsilon'
set ylabel 'mean relative error'
set xrange [1e-13:1]
set yrange [1e-12:10]
set key bottom left Left reverse inside
double = data.'/epsilon-double.csv'
float = data.'/epsilon-float.csv'
plot double using 'epsilon':'central' with linespoints linetype 1 \
        title 'central, double', \
    double using 'epsilon':'one_sided' with linespoints linetype 2 \
        title 'one-sided, double', \
    float using 'epsilon':'central' with linespoints linetype 3 \
        title 'central, float', \
    float using 'epsilon':'one_sided' with linespoints linetype 4 \
        title 'one-sided, float'
