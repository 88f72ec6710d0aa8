# sweep.gp - test accuracy over epochs, a curve for each learning rate.
set xlabel 'epoch'
set ylabel 'test accuracy'
set yrange [0:1]
set key title 'rate'
table = data.'/sweep.csv'
plot for [rate in '1 0.3 0.1 0.03 0.01 0.001'] \
    table using 'epoch':'accuracy_'.rate with linespoints pointinterval 5 \
    title rate
