# update_ratio.gp - the length of an update over that of the first layer's weights.
set xlabel 'update'
set ylabel 'update / weights'
set logscale y
set format y '10^{%T}'
set xrange [0:61]
set yrange [1e-4:1]
set key top right inside
table = data.'/ratio.csv'
plot table using 'update':'sgd' with lines linetype 2 \
        title 'SGD, rate 0.1', \
    table using 'update':'adam' with lines linetype 1 \
        title 'Adam, rate 0.001', \
    table using 'update':'slow' with lines linetype 3 \
        title 'SGD, rate 0.001', \
    0.001 with lines linetype 7 title 'one in a thousand'
