# The net for paper: its weights on the edges, its biases below the units.
set xrange [-0.5:4.5]
set yrange [-3:2.8]
unset border
unset tics
unset key
unset grid
set style textbox opaque noborder fillcolor rgb '#ffffff'
plot data.'/edges.csv' using 'x':'y':'dx':'dy' with vectors nohead dt 1 lw 1 \
        lc rgb '#888888', \
    data.'/nodes.csv' using 'x':'y':(0.28) with circles fs solid \
        fc rgb '#e8eef7', \
    data.'/nodes.csv' using 'x':'y':(0.28) with circles fs empty \
        lc rgb '#333333' dt 1 lw 1, \
    data.'/nodes.csv' using 'x':'y':'name' with labels, \
    data.'/nodes.csv' using 'x':(column('y') - 0.7):'below' with labels, \
    data.'/edges.csv' using 'at_x':'at_y':'weight' with labels boxed \
        tc rgb '#1f4e9a'
