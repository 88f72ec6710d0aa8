# colour_strip.gp - two training pictures of each class.
unset key
unset border
unset tics
unset grid
set size ratio -1
set xrange [-0.5:339.5]
set yrange [67.5:-0.5]
table = data.'/strip.csv'
plot table using 'column':'row':'red':'green':'blue' with rgbimage
