# strip.gp - the first digit of each class, and whether it is a five.
set palette defined (0 '#ffffff', 1 '#000000')
unset colorbox
unset key
unset border
unset tics
unset grid
set size ratio -1
set xrange [-1:90]
set yrange [10.5:-2]
table = data.'/strip.csv'
above(c, r) = r == 0 && int(c) % 9 == 3 ? -1 : NaN
below(c, r) = r == 0 && int(c) % 9 == 3 ? 9 : NaN
plot table using 'column':'row':'ink' with image, \
    table using 'column':(above(column('column'), column('row'))):'label' \
        with labels, \
    table using 'column':(below(column('column'), column('row'))):\
        (column('label') == 5 ? 'y = 1' : 'y = 0') with labels
