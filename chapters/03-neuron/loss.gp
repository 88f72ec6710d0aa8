# loss.gp - the mean loss over epochs, and what the shares alone cost.
set xlabel 'epoch'
set ylabel 'mean loss'
set logscale y
set xrange [0:100]
set yrange [0.003:1]
set key top right inside
table = data.'/curve.csv'
results = data.'/results.csv'
stats results using (strcol('what') eq 'always_not_5' ? \
    column('test_loss') : NaN) nooutput
never = STATS_max
plot table using 'epoch':'train_loss' with lines linetype 1 \
        title 'training half', \
    table using 'epoch':'test_loss' with lines linetype 2 \
        title 'test half', \
    never with lines linetype 7 title 'always not 5, test half'
