load 'chapters/01-descent/run.inc'
