# mistakes.gp - the test digits that cost most, and what was said of them.
set palette defined (0 '#ffffff', 1 '#000000')
unset colorbox
unset key
unset border
unset tics
unset grid
set size ratio -1
set xrange [-1.5:148.5]
set yrange [66:-8]
said = data.'/mistakes_said.csv'
plot data.'/mistakes.csv' using 'column':'row':'value' with image, \
    said using (13.5 + 30 * (int(column('place')) % 5)):\
        (column('place') < 5 ? -4.5 : 62):\
        (sprintf('%d, said %d (%.2f)', column('label'), column('predicted'), \
            column('probability'))) with labels font ',8'
