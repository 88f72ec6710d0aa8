# activations.gp - the sigmoid and ReLU on top, their slopes below.
set multiplot layout 2,2
set key top left Left reverse inside
set xlabel 'x'
set xrange [-10:10]
table = data.'/activations-double.csv'
set yrange [-0.1:1.3]
plot table using 'x':'sigmoid' with lines linetype 1 title 'sigmoid'
set yrange [-1:13]
plot table using 'x':'relu' with lines linetype 2 title 'ReLU'
set yrange [-0.1:1.3]
plot table using 'x':'sigmoid_gradient' with lines linetype 1 \
    title 'slope of the sigmoid'
plot table using 'x':'relu_gradient' with lines linetype 2 \
    title 'slope of ReLU'
unset multiplot
