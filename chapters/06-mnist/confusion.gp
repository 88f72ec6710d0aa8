# confusion.gp - how often each digit was taken for each other.
set xlabel 'answer'
set ylabel 'label'
set xrange [-0.5:9.5]
set yrange [9.5:-0.5]
set xtics 1
set ytics 1
set size ratio 1
unset grid
unset key
set cblabel 'share of the label'
set cbrange [0:1]
set palette defined (0 '#ffffff', 0.05 '#c6dbef', 0.3 '#6baed6', 1 '#08306b')
table = data.'/confusion.csv'
ink(share) = share > 0.4 ? 0xffffff : 0x000000
plot table using 'predicted':'label':'share' with image, \
    table using 'predicted':'label':'count':(ink(column('share'))) with labels \
        textcolor rgb variable font ',9'
