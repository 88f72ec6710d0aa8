# accuracy.gp - the accuracy of the four nets over epochs.
set multiplot layout 2,2
set xlabel 'epoch'
set ylabel 'accuracy'
set yrange [0.7:1.01]
set key bottom right inside
do for [id in 'two_layer one_layer two_linear four_layer'] {
    table = data.'/curve-'.id.'.csv'
    name = id[:strstrt(id, '_') - 1].' '.id[strstrt(id, '_') + 1:]
    set title name noenhanced offset 0,-0.8
    plot table using 'epoch':'train_accuracy' with lines linetype 1 \
            title 'training half', \
        table using 'epoch':'test_accuracy' with lines linetype 2 \
            title 'test half'
}
unset multiplot
