# strip.gp - the first two training digits of each class.
set palette defined (0 '#ffffff', 1 '#000000')
unset colorbox
unset key
unset border
unset tics
unset grid
set size ratio -1
set xrange [-1.5:148.5]
set yrange [118.5:-1.5]
plot data.'/strip.csv' using 'column':'row':'value' with image
