# weights.gp - the weights of twenty units of the first layer.
set palette defined (-1 '#D55E00', 0 '#ffffff', 1 '#0072B2')
table = data.'/weights.csv'
stats table using 'value' nooutput
most = abs(STATS_min) > abs(STATS_max) ? abs(STATS_min) : abs(STATS_max)
set cbrange [-most:most]
set cblabel 'weight'
unset key
unset border
unset xtics
unset ytics
unset grid
set size ratio -1
set xrange [-1.5:148.5]
set yrange [118.5:-1.5]
plot table using 'column':'row':'value' with image
