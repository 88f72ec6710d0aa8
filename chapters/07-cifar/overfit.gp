# overfit.gp - the base net on the pictures it learns from, and on others.
set multiplot layout 1,2
set xlabel 'epoch'
set key top right inside
table = data.'/base.csv'
set title 'loss'
set yrange [0:3.5]
plot table using 'epoch':'train_loss' with lines linetype 1 \
        title 'training', \
    table using 'epoch':'test_loss' with lines linetype 2 title 'test'
set title 'accuracy'
set key bottom right inside
set yrange [0:1]
plot table using 'epoch':'train_accuracy' with lines linetype 1 \
        title 'training', \
    table using 'epoch':'test_accuracy' with lines linetype 2 title 'test'
unset multiplot
