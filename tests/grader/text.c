/* text.c - tests of grader/text.c and grader/utf8.c. */
#include <stdlib.h>
#include <string.h>

#include "../../grader/text.h"
#include "../../grader/utf8.h"
#include "../unit.h"

START_TEST(a_text_grows)
{
    struct text t;
    text_init(&t);
    ck_assert_str_eq(t.bytes, "");
    text_add(&t, "abc", 2);
    text_addf(&t, "-%d-%s", 17, "x");
    ck_assert_str_eq(t.bytes, "ab-17-x");
    ck_assert_uint_eq(t.length, 7);
    text_clear(&t);
    ck_assert_ptr_null(t.bytes);
    char *s = text_format("%05.1f", 2.25);
    ck_assert_str_eq(s, "002.2");
    free(s);
}
END_TEST

static const struct {
    const char *from;
    unsigned indent, width;
    const char *to;
} wraps[] = {
    {"", 2, 10, ""},
    {" \n ", 2, 10, ""},
    {"one two", 2, 9, "  one two\n"},
    {"one two", 2, 8, "  one\n  two\n"},
    {"one  two\nthree", 0, 80, "one two three\n"},
    {"abcdefghij k", 0, 4, "abcd\nefgh\nij k\n"},
    {"a bcdefgh", 1, 4, " a\n bcd\n efg\n h\n"},
    {"\xc3\xa9\xc3\xa9 \xc3\xa9\xc3\xa9", 0, 5,
     "\xc3\xa9\xc3\xa9 \xc3\xa9\xc3\xa9\n"},
    {"\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac", 0, 2,
     "\xe2\x82\xac\xe2\x82\xac\n\xe2\x82\xac\n"},
};

START_TEST(wraps_at_the_margin)
{
    struct text t;
    text_init(&t);
    text_wrap(&t, wraps[_i].from, wraps[_i].indent, wraps[_i].width);
    ck_assert_str_eq(t.bytes, wraps[_i].to);
    text_clear(&t);
}
END_TEST

START_TEST(no_line_is_wider_than_eighty)
{
    struct text from, t;
    text_init(&from);
    text_init(&t);
    for (int i = 0; i < 200; i++)
        text_addf(&from, "%.*s ", i % 100,
                  "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
                  "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
                  "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww");
    text_wrap(&t, from.bytes, 8, 80);
    size_t letters = 0, widest = 0;
    for (char *line = t.bytes; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        widest = length > widest ? length : widest;
        ck_assert_uint_eq(strspn(line, " "), 8);
        for (size_t i = 0; i < length; i++)
            letters += line[i] == 'w';
        line += length + 1;
    }
    ck_assert_uint_eq(widest, 80);
    ck_assert_uint_eq(letters, 2 * 99 * 100 / 2);
    text_clear(&from);
    text_clear(&t);
}
END_TEST

static const struct {
    const char *from, *to;
} cleaned[] = {
    {"", ""},
    {"a\nb\tc", "a\nb c"},
    {"\033[31mred\r\a", "?[31mred??"},
    {"caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80",
     "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80"},
    {"\xc3", "?"},
    {"\xc3(", "?("},
    {"\xff\xfe", "??"},
    {"\xc0\xaf", "??"},           /* longer than need be */
    {"\xed\xa0\x80", "???"},      /* half of a pair */
    {"\xf4\x90\x80\x80", "????"}, /* behind the last character */
    {"a\xe2\x80\xae"
     "b\xc2\x9b",
     "a?b?"}, /* right to left, C1 */
};

START_TEST(text_from_others_is_made_harmless)
{
    char *copy = text_copy(cleaned[_i].from);
    ck_assert_ptr_eq(utf8_clean(copy), copy);
    ck_assert_str_eq(copy, cleaned[_i].to);
    free(copy);
}
END_TEST

START_TEST(columns_are_characters)
{
    static const char euro[] = "a\xe2\x82\xac"
                               "b\xc3\xa9";
    ck_assert_uint_eq(utf8_columns(euro, strlen(euro)), 4);
    ck_assert_uint_eq(utf8_columns(euro, 0), 0);
    ck_assert_uint_eq(utf8_fit(euro, strlen(euro), 0), 0);
    ck_assert_uint_eq(utf8_fit(euro, strlen(euro), 1), 1);
    ck_assert_uint_eq(utf8_fit(euro, strlen(euro), 2), 4);
    ck_assert_uint_eq(utf8_fit(euro, strlen(euro), 4), 7);
    ck_assert_uint_eq(utf8_fit(euro, strlen(euro), 9), 7);
    ck_assert_uint_eq(utf8_fit(euro, 4, 9), 4);
}
END_TEST

START_TEST(words_that_are_no_utf8_are_latin1)
{
    static const char *const words[][2] = {{"m\xfcller", "m\xc3\xbcller"},
                                           {"m\xc3\xbcller", "m\xc3\xbcller"},
                                           {"\xc3", "\xc3\x83"},
                                           {"", ""}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char *utf8 = text_utf8(words[i][0]);
        ck_assert_str_eq(utf8, words[i][1]);
        free(utf8);
    }
}
END_TEST

Suite *text_suite(void)
{
    Suite *suite = suite_create("text");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, a_text_grows);
    tcase_add_loop_test(tests, wraps_at_the_margin, 0,
                        (int)(sizeof wraps / sizeof *wraps));
    tcase_add_test(tests, no_line_is_wider_than_eighty);
    tcase_add_loop_test(tests, text_from_others_is_made_harmless, 0,
                        (int)(sizeof cleaned / sizeof *cleaned));
    tcase_add_test(tests, columns_are_characters);
    tcase_add_test(tests, words_that_are_no_utf8_are_latin1);
    suite_add_tcase(suite, tests);
    return suite;
}
