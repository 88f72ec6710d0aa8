# mistakes.gp - the ten test digits that cost the neuron most.
set palette defined (0 '#ffffff', 1 '#000000')
unset colorbox
unset key
unset border
unset tics
unset grid
set size ratio -1
set xrange [-1.5:48.5]
set yrange [22:-1]
table = data.'/mistakes.csv'
under(c, r) = int(r) % 12 == 9 && int(c) % 10 == 3 ? r : NaN
plot table using 'column':'row':'ink' with image, \
    table using (column('column') + 0.5):\
        (under(column('column'), column('row'))):\
        (sprintf('%d: %.3f', column('label'), column('probability'))) with labels
