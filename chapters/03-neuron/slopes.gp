# slopes.gp - two losses for the label 1, and what each makes of the logit.
set multiplot layout 1,2
set xlabel 'logit z'
set xrange [-8:8]
set key top right inside
table = data.'/slopes.csv'
set yrange [-0.2:9.5]
set title 'loss'
plot table using 'logit':'cross_entropy' with lines linetype 1 \
        title 'cross-entropy', \
    table using 'logit':'squared' with lines linetype 2 \
        title 'squared error'
set yrange [-1.1:0.4]
set title 'slope'
plot table using 'logit':'cross_entropy_slope' with lines linetype 1 \
        title 'cross-entropy', \
    table using 'logit':'squared_slope' with lines linetype 2 \
        title 'squared error'
unset multiplot
