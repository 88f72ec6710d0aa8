# inside.gp - the standard deviation of each ReLU layer before training.
set xlabel 'layer'
set ylabel 'standard deviation of the outputs'
set logscale y
set format y '10^{%T}'
set xrange [0.8:6.2]
set xtics 1
set yrange [1e-16:100]
set key bottom left Left reverse inside
table = data.'/inside.csv'
plot for [rule in 'he xavier product small'] table \
    using (strcol('rule') eq rule ? column('layer') : NaN):'standard_deviation' \
    with linespoints title rule
