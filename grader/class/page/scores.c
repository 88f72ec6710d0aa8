/* scores.c - how the scores are spread. */
#include "parts.h"

#include <math.h>

enum {
    BINS = 20,
    BAR = 30,
    GAP = 4,
    HIGH = 150,
    LEFT = 34,
    TOP = 22,
    WIDE = LEFT + BINS * BAR + 10
};

static void fill_bins(const Tally *tally, size_t bins[BINS])
{
    for (size_t i = 0; i < tally->graded; i++) {
        size_t bin = (size_t)(tally->shares[i] * BINS);
        bins[bin < BINS ? bin : BINS - 1]++;
    }
}

static void put_bar(FILE *page, size_t bin, size_t count, size_t most)
{
    int x = LEFT + (int)bin * BAR;
    double high = HIGH * (double)count / (double)most;
    if (count == 0)
        return;
    fprintf(page,
            "<rect class=\"bar\" x=\"%d\" y=\"%.1f\" width=\"%d\" "
            "height=\"%.1f\"><title>%zu to %zu %%: %zu</title></rect>\n"
            "<text x=\"%d\" y=\"%.1f\">%zu</text>\n",
            x, TOP + HIGH - high, BAR - GAP, high, bin * 100 / BINS,
            (bin + 1) * 100 / BINS, count, x + (BAR - GAP) / 2,
            TOP + HIGH - high - 5, count);
}

static void put_axis(FILE *page)
{
    fprintf(page,
            "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%d\" "
            "y2=\"%d\"/>\n",
            LEFT - GAP, WIDE, TOP + HIGH, TOP + HIGH);
    for (int share = 0; share <= 100; share += 25)
        fprintf(page, "<text x=\"%d\" y=\"%d\">%d %%</text>\n",
                LEFT + share * BINS * BAR / 100 - GAP / 2, TOP + HIGH + 20,
                share);
}

static void put_histogram(FILE *page, const Tally *tally)
{
    size_t bins[BINS] = {0}, most = 1;
    fill_bins(tally, bins);
    for (size_t i = 0; i < BINS; i++)
        most = bins[i] > most ? bins[i] : most;
    fprintf(page,
            "<figure>\n<svg class=\"histogram\" viewBox=\"0 0 %d %d\" "
            "role=\"img\" aria-label=\"How many submissions reached which "
            "share of the points; the text below says the same\">\n",
            WIDE + 10, TOP + HIGH + 28);
    for (size_t i = 0; i < BINS; i++)
        put_bar(page, i, bins[i], most);
    put_axis(page);
    fputs("</svg>\n<figcaption>Submissions by their share of the points."
          "</figcaption>\n</figure>\n",
          page);
}

static void put_words(FILE *page, const Tally *tally)
{
    double sum = 0;
    for (size_t i = 0; i < tally->graded; i++)
        sum += tally->shares[i];
    fprintf(page,
            "<p>Half of the submissions reached at least "
            "<strong>%.0f&nbsp;%%</strong> of the points; the middle half "
            "lies between %.0f and %.0f&nbsp;%%, the mean is "
            "%.0f&nbsp;%%, the lowest %.0f, the highest %.0f&nbsp;%%.</p>\n",
            100 * tally_quantile(tally, .5), 100 * tally_quantile(tally, .25),
            100 * tally_quantile(tally, .75),
            100 * sum / (double)tally->graded, 100 * tally->shares[0],
            100 * tally->shares[tally->graded - 1]);
    if (tally->waiting)
        fprintf(page,
                "<p>Answers worth %g points in %zu submissions wait for a "
                "person and count as nothing here.</p>\n",
                tally->pending, tally->waiting);
}

void put_scores(FILE *page, const Tally *tally)
{
    fputs("<h2 id=\"scores\">Scores</h2>\n", page);
    if (tally->graded == 0) {
        fputs("<p>Nothing has been graded yet.</p>\n", page);
        return;
    }
    put_histogram(page, tally);
    put_words(page, tally);
}
