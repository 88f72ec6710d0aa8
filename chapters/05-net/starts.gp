# starts.gp - the training loss of the four-layer net from five starts.
set xlabel 'epoch'
set ylabel 'mean loss on the training half'
set xrange [0:40]
set yrange [0:0.75]
plot for [rule in 'zero small product xavier he'] \
    data.'/curve-start-'.rule.'.csv' using 'epoch':'train_loss' \
    with linespoints pointinterval 5 title rule
