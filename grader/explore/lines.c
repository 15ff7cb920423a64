/*
 * How it works. A line table is a program for a small machine whose registers
 * are an address, a file and a line; each row that it appends begins a piece
 * of code. The rows of all tables are collected once, sorted by address and
 * searched by bisection. The names follow the DWARF standard, version 5,
 * section 6.2.
 */
#include "lines.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cursor.h"
#include "elf_file.h"
#include "panic.h"
#include "state.h"

enum { /* forms of attributes in the file tables */
       FORM_DATA2 = 0x05,
       FORM_DATA4 = 0x06,
       FORM_DATA8 = 0x07,
       FORM_STRING = 0x08,
       FORM_BLOCK = 0x09,
       FORM_DATA1 = 0x0b,
       FORM_STRP = 0x0e,
       FORM_UDATA = 0x0f,
       FORM_DATA16 = 0x1e,
       FORM_LINE_STRP = 0x1f
};
enum { CONTENT_PATH = 1, CONTENT_DIRECTORY = 2 };
enum { /* standard opcodes */
       OP_EXTENDED,
       OP_COPY,
       OP_ADVANCE_PC,
       OP_ADVANCE_LINE,
       OP_SET_FILE,
       OP_SET_COLUMN,
       OP_NEGATE_STMT,
       OP_BASIC_BLOCK,
       OP_CONST_ADD_PC,
       OP_FIXED_ADVANCE_PC
};
enum { EXTENDED_END = 1, EXTENDED_ADDRESS = 2 };

struct line_file {
    const char *path;
    uint64_t directory;
};

#define MAX_DIRECTORIES 64
#define MAX_FILES 256

struct line_table {
    unsigned version;
    bool wide; /* 64-bit DWARF */
    uint8_t instruction_length, line_range, opcode_base;
    int8_t line_base;
    uint8_t lengths[256]; /* operands of standard opcodes */
    const char *directories[MAX_DIRECTORIES];
    struct line_file files[MAX_FILES];
    size_t directory_count, file_count;
};

struct line_row {
    uintptr_t address;
    const char *path, *directory;
    unsigned line;
    bool end; /* no code of this table from here on */
};

EXPLORE_STATE static struct line_row *line_rows;
EXPLORE_STATE static size_t line_count;
EXPLORE_STATE static size_t line_room;
EXPLORE_STATE static bool lines_read;

static const char *lines_string(const char *section, uint64_t offset)
{
    struct elf_bytes bytes = elf_section(section);
    return offset < bytes.size ? (const char *)bytes.start + offset : "?";
}

/* Reads one attribute; returns its text or sets `number`. */
static const char *lines_attribute(struct cursor *cursor, uint64_t form,
                                   bool wide, uint64_t *number)
{
    size_t offset = wide ? 8 : 4;
    switch (form) {
    case FORM_STRING:
        return cursor_string(cursor);
    case FORM_STRP:
        return lines_string(".debug_str", cursor_fixed(cursor, offset));
    case FORM_LINE_STRP:
        return lines_string(".debug_line_str", cursor_fixed(cursor, offset));
    case FORM_UDATA:
        *number = cursor_uleb(cursor);
        return NULL;
    case FORM_DATA1:
        *number = cursor_fixed(cursor, 1);
        return NULL;
    case FORM_DATA2:
        *number = cursor_fixed(cursor, 2);
        return NULL;
    case FORM_DATA4:
        *number = cursor_fixed(cursor, 4);
        return NULL;
    case FORM_DATA8:
        *number = cursor_fixed(cursor, 8);
        return NULL;
    case FORM_DATA16:
        cursor_fixed(cursor, 16);
        return NULL;
    case FORM_BLOCK:
        cursor_fixed(cursor, cursor_uleb(cursor));
        return NULL;
    default:
        cursor->at = cursor->end;
        return NULL;
    }
}

/* The tables of version 5 describe their own columns. */
static size_t lines_entries(struct cursor *cursor, bool wide,
                            struct line_file *files, size_t most)
{
    uint64_t contents[16] = {0}, forms[16] = {0};
    size_t columns = cursor_fixed(cursor, 1);
    for (size_t i = 0; i < columns && i < 16; i++) {
        contents[i] = cursor_uleb(cursor);
        forms[i] = cursor_uleb(cursor);
    }
    size_t count = cursor_uleb(cursor);
    for (size_t i = 0; i < count && cursor->at < cursor->end; i++) {
        struct line_file file = {NULL, 0};
        for (size_t k = 0; k < columns && k < 16; k++) {
            uint64_t number = 0;
            const char *text = lines_attribute(cursor, forms[k], wide, &number);
            if (contents[k] == CONTENT_PATH)
                file.path = text;
            else if (contents[k] == CONTENT_DIRECTORY)
                file.directory = number;
        }
        if (i < most)
            files[i] = file;
    }
    return count < most ? count : most;
}

static void lines_names_5(struct cursor *cursor, struct line_table *table)
{
    struct line_file directories[MAX_DIRECTORIES];
    table->directory_count =
        lines_entries(cursor, table->wide, directories, MAX_DIRECTORIES);
    for (size_t i = 0; i < table->directory_count; i++)
        table->directories[i] = directories[i].path;
    table->file_count =
        lines_entries(cursor, table->wide, table->files, MAX_FILES);
}

/* Before version 5 both tables count from 1. */
static void lines_names_4(struct cursor *cursor, struct line_table *table)
{
    table->directories[0] = NULL;
    table->directory_count = 1;
    table->files[0] = (struct line_file){NULL, 0};
    table->file_count = 1;
    while (cursor->at < cursor->end && *cursor->at) {
        const char *path = cursor_string(cursor);
        if (table->directory_count < MAX_DIRECTORIES)
            table->directories[table->directory_count++] = path;
    }
    cursor->at++;
    while (cursor->at < cursor->end && *cursor->at) {
        struct line_file file = {.path = cursor_string(cursor)};
        file.directory = cursor_uleb(cursor);
        cursor_uleb(cursor); /* time */
        cursor_uleb(cursor); /* length */
        if (table->file_count < MAX_FILES)
            table->files[table->file_count++] = file;
    }
}

static void lines_add(const struct line_table *table, uintptr_t address,
                      uint64_t file, unsigned line, bool end)
{
    if (line_count == line_room) {
        line_room = line_room ? line_room * 2 : 1024;
        line_rows = realloc(line_rows, line_room * sizeof *line_rows);
        if (!line_rows)
            explore_panic("no memory for the line table");
    }
    struct line_row row = {.address = address, .line = line, .end = end};
    if (file < table->file_count) {
        const struct line_file *entry = &table->files[file];
        row.path = entry->path;
        if (entry->directory < table->directory_count)
            row.directory = table->directories[entry->directory];
    }
    line_rows[line_count++] = row;
}

/* Runs the program of one table. */
static void lines_run(struct cursor *cursor, const struct line_table *table)
{
    uintptr_t address = 0;
    uint64_t file = 1;
    unsigned line = 1;
    while (cursor->at < cursor->end) {
        uint8_t opcode = (uint8_t)cursor_fixed(cursor, 1);
        if (opcode >= table->opcode_base) {
            unsigned adjusted = opcode - table->opcode_base;
            address += adjusted / table->line_range * table->instruction_length;
            line += (unsigned)(table->line_base +
                               (int)(adjusted % table->line_range));
            lines_add(table, address, file, line, false);
            continue;
        }
        switch (opcode) {
        case OP_EXTENDED: {
            uint64_t size = cursor_uleb(cursor);
            struct cursor body = {cursor->at, cursor->at + size};
            cursor_fixed(cursor, size);
            uint64_t extended = cursor_fixed(&body, 1);
            if (extended == EXTENDED_ADDRESS)
                address = cursor_fixed(&body, sizeof address);
            if (extended == EXTENDED_END) {
                lines_add(table, address, file, line, true);
                address = 0;
                file = line = 1;
            }
            break;
        }
        case OP_COPY:
            lines_add(table, address, file, line, false);
            break;
        case OP_ADVANCE_PC:
            address += cursor_uleb(cursor) * table->instruction_length;
            break;
        case OP_ADVANCE_LINE:
            line += (unsigned)cursor_sleb(cursor);
            break;
        case OP_SET_FILE:
            file = cursor_uleb(cursor);
            break;
        case OP_CONST_ADD_PC:
            address += (255u - table->opcode_base) / table->line_range *
                       table->instruction_length;
            break;
        case OP_FIXED_ADVANCE_PC:
            address += cursor_fixed(cursor, 2);
            break;
        default:
            for (unsigned i = 0; i < table->lengths[opcode]; i++)
                cursor_uleb(cursor);
        }
    }
}

/* Reads the header of the table at the cursor, then runs it. */
static void lines_table(struct cursor *unit, bool wide)
{
    static const unsigned oldest = 2, newest = 5;
    struct line_table *table = calloc(1, sizeof *table);
    if (!table)
        explore_panic("no memory for the line table");
    table->wide = wide;
    table->version = (unsigned)cursor_fixed(unit, 2);
    if (table->version >= oldest && table->version <= newest) {
        if (table->version >= 5)
            cursor_fixed(unit, 2); /* sizes of address and segment */
        uint64_t header = cursor_fixed(unit, wide ? 8 : 4);
        const uint8_t *program = unit->at + header;
        table->instruction_length = (uint8_t)cursor_fixed(unit, 1);
        if (table->version >= 4)
            cursor_fixed(unit, 1); /* operations per instruction */
        cursor_fixed(unit, 1);     /* default of is_stmt */
        table->line_base = (int8_t)cursor_fixed(unit, 1);
        table->line_range = (uint8_t)cursor_fixed(unit, 1);
        table->opcode_base = (uint8_t)cursor_fixed(unit, 1);
        for (unsigned i = 1; i < table->opcode_base; i++)
            table->lengths[i] = (uint8_t)cursor_fixed(unit, 1);
        if (table->version >= 5)
            lines_names_5(unit, table);
        else
            lines_names_4(unit, table);
        unit->at = program;
        if (table->line_range)
            lines_run(unit, table);
    }
    free(table);
}

static int line_order(const void *a, const void *b)
{
    const struct line_row *x = a, *y = b;
    if (x->address != y->address)
        return x->address < y->address ? -1 : 1;
    return y->end - x->end; /* the end of one piece before the next */
}

static void lines_read_all(void)
{
    struct elf_bytes section = elf_section(".debug_line");
    struct cursor cursor = {section.start, section.start + section.size};
    lines_read = true;
    while (section.start && cursor.end - cursor.at > 4) {
        uint64_t size = cursor_fixed(&cursor, 4);
        bool wide = size == UINT32_MAX;
        if (wide)
            size = cursor_fixed(&cursor, 8);
        if (size > (uint64_t)(cursor.end - cursor.at))
            break;
        struct cursor unit = {cursor.at, cursor.at + size};
        cursor.at += size;
        lines_table(&unit, wide);
    }
    if (line_count)
        qsort(line_rows, line_count, sizeof *line_rows, line_order);
}

struct line_place lines_find(uintptr_t pc)
{
    if (!lines_read)
        lines_read_all();
    uintptr_t address = pc - elf_base() - 1;
    size_t low = 0, high = line_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (line_rows[middle].address <= address)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low || line_rows[low - 1].end)
        return (struct line_place){NULL, NULL, 0};
    const struct line_row *row = &line_rows[low - 1];
    return (struct line_place){row->path, row->directory, row->line};
}
