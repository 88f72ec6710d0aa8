# loss.gp - the mean loss of the four nets over epochs.
set multiplot layout 2,2
set xlabel 'epoch'
set ylabel 'mean loss'
set logscale y
set yrange [0.0002:1]
set format y '10^{%T}'
set key bottom left Left reverse inside
do for [id in 'two_layer one_layer two_linear four_layer'] {
    table = data.'/curve-'.id.'.csv'
    name = id[:strstrt(id, '_') - 1].' '.id[strstrt(id, '_') + 1:]
    set title name noenhanced offset 0,-0.8
    plot table using 'epoch':'train_loss' with lines linetype 1 \
            title 'training half', \
        table using 'epoch':'test_loss' with lines linetype 2 \
            title 'test half'
}
unset multiplot
