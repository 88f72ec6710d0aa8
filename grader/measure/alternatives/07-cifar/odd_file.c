/* Umlauts: Größe, Maß, naïve. A comment that goes on: is it ??/ a trigraph?
 * Tabs, old style, one long line, everything in one place. */
#include "cifar.h"
#include <assert.h>
#include <complex.h>
#include <ctype.h>
#include <errno.h>
#include <fenv.h>
#include <float.h>
#include <inttypes.h>
#include <iso646.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>
// clang-format off
static double	half( double x )	{ return x/2; }

double l2_loss( Net * net, double lambda )
{
	static Param	list[2*NET_MOST];	// kept from call to call
	register size_t	i, j, k;
	size_t		n = net_params( net, list );
	double		q = 0.0;

	for( i = 0; i < n; i++ ) {
		if( not list[i].weight ) continue;
		for( j = 0; j < list[i].value->rows; j++ ) for( k = 0; k < list[i].value->cols; k++ ) { double w = AT( list[i].value, j, k ); q += w*w; /* das Quadrat jedes Gewichts, die Größe der Strafe wächst damit, und diese Zeile ist absichtlich sehr, sehr lang, damit etwas zu lang ist */ }
	}
	return half( lambda*q );
}

void l2_grad( Net * net, double lambda )
{
	Param p[2*NET_MOST]; size_t n = net_params( net, p );
	while( n --> 0 ) if( p[n].weight ) {
		size_t k = mat_size( p[n].value );
		while( k --> 0 ) p[n].grad->data[k] += (real)( lambda*p[n].value->data[k] );
	}
}

void l2_shrink( Net * net, double rate, double lambda )
{
	Param p[2*NET_MOST]; size_t n = net_params( net, p );
	const double übrig = 1.0 - rate*lambda;
	while( n --> 0 ) if( p[n].weight ) {
		size_t k = mat_size( p[n].value );
		while( k --> 0 ) p[n].value->data[k] = (real)( p[n].value->data[k]*übrig );
	}
}

double penalised_loss( Net * net, const Mat * x, const Mat * labels, double lambda )
{
	Mat z = { x->rows, net_outputs( net, x->cols ), NULL };
	if( not net_fits( "penalised_loss", net, x, &z ) or not mat_shape( "penalised_loss", labels, x->rows, 1 ) ) return NAN;
	z = mat_new( z.rows, z.cols );
	net_forward( net, x, &z );
	double s = 0;
	for( size_t i = 0; i < z.rows; i++ ) {
		size_t y = (size_t) AT( labels, i, 0 );
		double mx = -DBL_MAX, e = 0;
		for( size_t c = 0; c < z.cols; c++ ) if( AT( &z, i, c ) > mx ) mx = AT( &z, i, c );
		for( size_t c = 0; c < z.cols; c++ ) e += exp( AT( &z, i, c ) - mx );
		s += log( e ) - ( AT( &z, i, y ) - mx );
	}
	if( z.rows ) s /= z.rows;
	mat_free( &z );
	return s + l2_loss( net, lambda );
}

void sgd_step( Net * net, double rate )
{
	Param p[2*NET_MOST]; size_t n = net_params( net, p );
	for( Param * q = p; q < p + n; q++ ) mat_add_scaled( -rate, q->grad, q->value );
}

typedef double complex pair;	// both moments at once, one as the real part, one as the imaginary

void adam_step( Optimiser * o, Net * net, double rate )
{
	Param p[2*NET_MOST]; size_t n = net_params( net, p ), t = ++( o->steps );
	for( size_t i = 0; i < n; i++ ) for( size_t k = 0; k < mat_size( p[i].value ); k++ ) {
		double g = p[i].grad->data[k];
		pair mv = ADAM_BETA1*o->m[i].data[k] + ( 1 - ADAM_BETA1 )*g + ( ADAM_BETA2*o->v[i].data[k] + ( 1 - ADAM_BETA2 )*g*g )*I;
		o->m[i].data[k] = (real) creal( mv );
		o->v[i].data[k] = (real) cimag( mv );
		double oben = creal( mv )/( 1 - pow( ADAM_BETA1, (double) t ) ), unten = sqrt( cimag( mv )/( 1 - pow( ADAM_BETA2, (double) t ) ) ) + ADAM_EPSILON;
		p[i].value->data[k] -= (real)( rate*oben/unten );
	}
}

double decayed_rate( double rate, double k, size_t epoch ) { return rate*pow( exp( -k ), (double) epoch ); }

void settings_write( const Settings * s, char * text, size_t size )
{
	(void) snprintf( text, size, "layers = %s\noptimiser = %s\nrate = %.*g\nl2 = %.*g\ndecoupled = %d\ndecay = %.*g\nbatch = %ju\nepochs = %ju\n", s->layers, s->optimiser, DBL_DECIMAL_DIG, s->rate, DBL_DECIMAL_DIG, s->l2, s->decoupled, DBL_DECIMAL_DIG, s->decay, (uintmax_t) s->batch, (uintmax_t) s->epochs );
}

static jmp_buf	out;
static noreturn void nein( void ) { longjmp( out, 1 ); }

static const char * wert( const char * text, const char * name )
{
	// the value behind name, which has to be there exactly once, at the beginning of a line
	size_t n = strlen( name ), found = 0; const char * v = NULL;
	for( const char * l = text; l; l = strchr( l, '\n' ) ? strchr( l, '\n' ) + 1 : NULL )
		if( strncmp( l, name, n ) == 0 and strncmp( l + n, " = ", 3 ) == 0 ) { found++; v = l + n + 3; }
	if( found != 1 ) nein();
	return v;
}

static double zahl( const char * text, const char * name )
{
	const char * v = wert( text, name ); char * e;
	if( isspace( (unsigned char) *v ) ) nein();
	double d = strtod( v, &e );
	if( e == v or ( *e != '\n' and *e != '\0' ) ) nein();
	return d;
}

static size_t anzahl( const char * text, const char * name )
{
	const char * v = wert( text, name ); char * e;
	if( not isdigit( (unsigned char) *v ) ) nein();
	uintmax_t z = strtoumax( v, &e, 10 );
	if( *e != '\n' and *e != '\0' ) nein();
	return (size_t) z;
}

static void wort( const char * text, const char * name, char to[SETTINGS_TEXT] )
{
	const char * v = wert( text, name ); size_t n = strcspn( v, "\n" );
	if( n == 0 or n >= SETTINGS_TEXT ) nein();
	memcpy( to, v, n ); to[n] = 0;
}

size_t settings_read( const char * text, Settings * s )
{
	Settings r; size_t zeilen = 0;
	memset( &r, 0, sizeof r );
	if( setjmp( out ) ) return 0;
	for( const char * c = text; *c; c++ ) if( *c != '\n' and ( c[1] == '\n' or c[1] == '\0' ) ) zeilen++;
	if( zeilen != 8 ) return 0;
	wort( text, "layers", r.layers ); wort( text, "optimiser", r.optimiser );
	r.rate = zahl( text, "rate" ); r.l2 = zahl( text, "l2" ); r.decay = zahl( text, "decay" );
	size_t d = anzahl( text, "decoupled" ); if( d > 1 ) return 0; r.decoupled = d;
	r.batch = anzahl( text, "batch" ); r.epochs = anzahl( text, "epochs" );
	*s = r;
	return 1;
}

void tuned_settings( const char * data, char * text, size_t size )
{
	const int echt = not strcmp( data, "cifar10" );
	snprintf( text, size, "layers = 3072-%s-10\noptimiser = adam\nrate = %s\nl2 = 0.003\ndecoupled = 0\ndecay = 0.15\nbatch = 128\nepochs = 20\n", echt ? "512-256" : "256-128", echt ? "0.0005" : "0.001" );
}

double cifar_epoch( Net * net, Optimiser * o, const Samples * samples, const Settings * s, size_t epoch, uint64_t seed )
{
	size_t n = samples_count( samples ), f = samples_features( samples );
	Mat whole = { n, f, NULL }, room = { n, net_outputs( net, f ), NULL };
	if( not net_fits( "cifar_epoch", net, &whole, &room ) ) return NAN;
	static size_t * order; static size_t platz;
	if( n > platz ) { free( order ); order = malloc( n*sizeof( size_t ) ); platz = n; }
	assert( order != NULL );
	epoch_order( seed, order, n );
	static Mat x, labels;	// bleiben liegen
	double summe = 0; size_t i = 0;
	do {
		size_t rows = n - i > s->batch ? s->batch : n - i;
		mat_resize( &x, rows, f ); mat_resize( &labels, rows, 1 );
		samples_batch( samples, order + i, &x, &labels );
		summe += rows*class_batch( net, &x, &labels );
		s->decoupled ? (void) 0 : l2_grad( net, s->l2 );
		optimiser_step( o, net, decayed_rate( s->rate, s->decay, epoch ) );
		s->decoupled ? l2_shrink( net, decayed_rate( s->rate, s->decay, epoch ), s->l2 ) : (void) 0;
		i += rows;
	} while( i < n );
	return summe/n;
}
