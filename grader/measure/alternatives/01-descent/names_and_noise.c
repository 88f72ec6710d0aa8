/* Global helpers with the shortest of names, a trace on stderr, tabs. */
// clang-format off
#include "descent.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

double	x_now, y_now;
int	verbose = 1;

double dx( double x, double y ) { return x + x + y + 2 - 3*sin( 3*x ); }
double dy( double x, double y ) { return y + y + x; }

void	print( size_t t )
{
	if( verbose && t < 3 ) fprintf( stderr, "%zu: %f %f -> %f\n", t, x_now, y_now, surface( x_now, y_now ) );
}

void	step( double eta )
{
	double gx = dx( x_now, y_now ), gy = dy( x_now, y_now );
	x_now -= eta*gx;
	y_now -= eta*gy;
}

void	dump( Mat * path, size_t t )
{
	assert( t < path->rows );
	real * row = path->data + t*path->cols;
	row[0] = (real) x_now;
	row[1] = (real) y_now;
	row[2] = (real) surface( x_now, y_now );
	print( t );
}

void surface_gradient( double x, double y, Mat * g )
{
	if( !mat_shape( "surface_gradient", g, 1, 2 ) ) return;
	g->data[0] = (real) dx( x, y );
	g->data[1] = (real) dy( x, y );
}

void optimise( double x, double y, double eta, size_t steps, Mat * path )
{
	if( !mat_shape( "optimise", path, steps + 1, 3 ) ) return;
	x_now = x; y_now = y;
	for( size_t t = 0; t < steps; t++ ) { dump( path, t ); step( eta ); }
	dump( path, steps );
}

void optimise_decay( double x, double y, double eta, size_t steps, double decay, Mat * path )
{
	if( !mat_shape( "optimise_decay", path, steps + 1, 3 ) ) return;
	double * etas = malloc( ( steps + 1 )*sizeof *etas );
	etas[0] = eta;
	for( size_t t = 1; t <= steps; t++ ) etas[t] = decay*etas[t-1];
	x_now = x; y_now = y;
	for( size_t t = 0; ; t++ ) {
		dump( path, t );
		if( t == steps ) break;
		step( etas[t] );
	}
	free( etas );
}

void tuned_constant( Mat * settings )
{
	if( !mat_shape( "tuned_constant", settings, 1, 2 ) ) return;
	settings->data[0] = (real) 0.17;
	settings->data[1] = 100;
}

void tuned_decay( Mat * settings )
{
	if( !mat_shape( "tuned_decay", settings, 1, 3 ) ) return;
	settings->data[0] = (real) 0.2;
	settings->data[1] = 20;
	settings->data[2] = (real) 0.9;
}
