# weights.gp - the 64 weights where their pixels are.
set palette defined (-1 '#D55E00', 0 '#ffffff', 1 '#0072B2')
table = data.'/weights.csv'
stats table using 'weight' nooutput
most = abs(STATS_min) > abs(STATS_max) ? abs(STATS_min) : abs(STATS_max)
set cbrange [-most:most]
set cblabel 'weight'
unset key
unset tics
set cbtics
unset grid
set size ratio -1
set xrange [-0.5:7.5]
set yrange [7.5:-0.5]
plot table using 'column':'row':'weight' with image
