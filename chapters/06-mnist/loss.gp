# loss.gp - the default run: mean loss over both sets.
set xlabel 'epoch'
set ylabel 'mean loss in nats'
set yrange [0:2.5]
set key top right inside
table = data.'/curve.csv'
plot table using 'epoch':'train_loss' with linespoints title 'training set', \
    table using 'epoch':'test_loss' with linespoints title 'test set'
