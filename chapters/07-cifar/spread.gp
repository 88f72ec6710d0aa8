# spread.gp - after the last epoch: mean, least and most of all starts.
set ylabel 'share of the pictures held back'
set xrange [-0.5:4.5]
set xtics rotate by 0
unset key
table = data.'/ablations.csv'
plot table using 'place':'held_accuracy':'least':'most':\
        xtic(strcol('what')) with yerrorbars linetype 1
