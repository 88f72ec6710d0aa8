# methods.gp - the loss of two nets with 64 hidden units over 100 epochs.
set xlabel 'epoch'
set ylabel 'mean loss in nats'
set logscale y
set key outside bottom center horizontal maxcols 2
table = data.'/methods_curve.csv'
plot table using 'epoch':'five_train' with linespoints pointinterval 10 \
        title '5 or not, training', \
    table using 'epoch':'five_test' with linespoints pointinterval 10 \
        title '5 or not, test', \
    table using 'epoch':'ten_train' with linespoints pointinterval 10 \
        title 'ten classes, training', \
    table using 'epoch':'ten_test' with linespoints pointinterval 10 \
        title 'ten classes, test'
