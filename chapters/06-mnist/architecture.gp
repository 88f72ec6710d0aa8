# architecture.gp - the net as boxes, as high as the logarithm of how many
# numbers they hold, with what leads from one to the next.
unset key
unset border
unset tics
unset grid
unset colorbox
set xrange [-0.6:5.7]
set yrange [-4.4:4.6]
table = data.'/architecture.csv'
half(units) = 0.35 * log(units)
thousands(n) = n < 1000 ? sprintf('%d', n) : \
    sprintf('%d,%03d', int(n) / 1000, int(n) % 1000)
what(n) = n > 0 ? thousands(n)."\nparameters" : ''
set style fill solid 0.25 border
plot table using 'place':(0):(0.16):(half(column('units'))) \
        with boxxyerror linetype 1, \
    table using (column('place') - 0.8):(column('place') > 0 ? 0 : NaN):\
        (0.6):(0) with vectors linetype 7 dashtype 1 linewidth 1, \
    table using 'place':(half(column('units')) + 0.4):\
        (thousands(column('units'))) with labels, \
    table using 'place':(-half(column('units')) - 0.5):\
        (stringcolumn('layer')) with labels font ',10', \
    table using (column('place') - 0.5):(-3.6):(what(column('parameters'))) \
        with labels font ',9'
