/* html.c - writing HTML. */
#include "html.h"
#include "base/fault.h"
#include "base/files.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include <sha2.h>

static const char *entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void html_text(FILE *page, const char *text)
{
    for (; *text; text++)
        if (entity(*text))
            fputs(entity(*text), page);
        else
            putc(*text, page);
}

void html_foreign(FILE *page, const char *text)
{
    fputs("<bdi>", page);
    html_text(page, text);
    fputs("</bdi>", page);
}

static void put_part(FILE *page, const char *part)
{
    for (; *part; part++) {
        unsigned char c = (unsigned char)*part;
        if (c < 128 && (isalnum(c) || strchr("-._/", c)))
            putc(c, page);
        else
            fprintf(page, "%%%02X", c);
    }
}

/* "./" in front: a name with a colon would be taken for a scheme. */
void html_address(FILE *page, const char *directory, const char *file)
{
    fputs("./", page);
    put_part(page, directory);
    putc('/', page);
    put_part(page, file);
}

static void put_base64(FILE *page, const uint8_t *bytes, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop"
                                 "qrstuvwxyz0123456789+/";
    for (size_t i = 0; i < size; i += 3) {
        unsigned long three = (unsigned long)bytes[i] << 16;
        size_t left = size - i;
        three |= left > 1 ? (unsigned long)bytes[i + 1] << 8 : 0;
        three |= left > 2 ? bytes[i + 2] : 0;
        putc(digits[three >> 18], page);
        putc(digits[three >> 12 & 63], page);
        putc(left > 1 ? digits[three >> 6 & 63] : '=', page);
        putc(left > 2 ? digits[three & 63] : '=', page);
    }
}

static void put_fingerprint(FILE *page, const char *text)
{
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA2_CTX hash;
    SHA256Init(&hash);
    SHA256Update(&hash, (const uint8_t *)text, strlen(text));
    SHA256Final(digest, &hash);
    fputs("'sha256-", page);
    put_base64(page, digest, sizeof digest);
    putc('\'', page);
}

void html_policy(FILE *page, const char *style, const char *script)
{
    fputs("<meta http-equiv=\"Content-Security-Policy\" "
          "content=\"default-src 'none'; base-uri 'none'; "
          "form-action 'none'; style-src ",
          page);
    put_fingerprint(page, style);
    if (script) {
        fputs("; script-src ", page);
        put_fingerprint(page, script);
    }
    fputs("\">\n<meta name=\"viewport\" "
          "content=\"width=device-width, initial-scale=1\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n"
          "<meta name=\"referrer\" content=\"no-referrer\">\n",
          page);
}

char *html_part(const char *path)
{
    char *text = file_read(path, 1 << 20, NULL);
    if (!text)
        die(GRADER_FAULT, "%s cannot be read: %s", path, strerror(errno));
    return text;
}

char *html_style(void)
{
    char *book = html_part("book/style.css"),
         *own = html_part("grader/class/page/page.css");
    char *both = format("%s%s", book, own);
    free(book);
    free(own);
    return both;
}

static _Noreturn void cannot_write(const char *path)
{
    die(GRADER_FAULT, "%s cannot be written: %s", path, strerror(errno));
}

FILE *html_open(const char *path)
{
    char *part = format("%s.part", path);
    FILE *page = fopen(part, "we");
    if (!page)
        cannot_write(part);
    free(part);
    return page;
}

void html_close(FILE *page, const char *path)
{
    char *part = format("%s.part", path);
    bool written = !ferror(page);
    if (fclose(page) != 0 || !written || rename(part, path) != 0)
        cannot_write(part);
    free(part);
}
