/*
 * How it works. .debug_info is a tree of entries, stored in preorder; each
 * begins with the number of its layout in .debug_abbrev. The entry of the
 * variable is searched by its address; from there the references to types are
 * followed down, taking a part of the offset off at each array and struct. The
 * names follow the DWARF standard, version 5, section 7.
 */
#include "variables.h"

#include <stdio.h>
#include <string.h>

#include "cursor.h"
#include "elf_file.h"

enum { /* tags */
       TAG_ARRAY = 0x01,
       TAG_PARAMETER = 0x05,
       TAG_MEMBER = 0x0d,
       TAG_POINTER = 0x0f,
       TAG_STRUCT = 0x13,
       TAG_TYPEDEF = 0x16,
       TAG_SUBRANGE = 0x21,
       TAG_CONST = 0x26,
       TAG_VARIABLE = 0x34,
       TAG_VOLATILE = 0x35,
       TAG_ATOMIC = 0x47
};
enum { /* attributes */
       AT_LOCATION = 0x02,
       AT_NAME = 0x03,
       AT_BYTE_SIZE = 0x0b,
       AT_UPPER_BOUND = 0x2f,
       AT_COUNT = 0x37,
       AT_MEMBER_LOCATION = 0x38,
       AT_TYPE = 0x49,
       AT_STR_OFFSETS_BASE = 0x72,
       AT_ADDR_BASE = 0x73
};
enum { FORM_IMPLICIT_CONST = 0x21, FORM_INDIRECT = 0x16 };
enum { OP_ADDR = 0x03, OP_ADDRX = 0xa1 };

#define DEEPEST 12 /* arrays and structs inside each other */

struct unit {
    struct cursor entries; /* from the first entry to the end */
    const uint8_t *start;  /* references count from here */
    unsigned version;
    bool wide;
    uint64_t abbreviations; /* offset in .debug_abbrev */
    uint64_t string_base, address_base;
};

struct entry {
    uint64_t tag; /* 0: end of a list of children */
    bool has_children;
    const char *name;
    uint64_t type; /* offset in the unit, 0: none */
    uintptr_t address;
    uint64_t size, count, location;
    bool counted;
};

/* One attribute, of whatever form. */
struct attribute {
    uint64_t number;
    const char *text;
    struct cursor block;
};

static struct cursor variable_section(const char *name, uint64_t offset)
{
    struct elf_bytes bytes = elf_section(name);
    if (offset > bytes.size)
        offset = bytes.size;
    return (struct cursor){bytes.start + offset, bytes.start + bytes.size};
}

static const char *variable_string(const char *section, uint64_t offset)
{
    struct cursor cursor = variable_section(section, offset);
    return cursor.at < cursor.end ? (const char *)cursor.at : "?";
}

static const char *variable_indexed_string(const struct unit *unit,
                                           uint64_t index)
{
    size_t width = unit->wide ? 8 : 4;
    struct cursor cursor = variable_section(".debug_str_offsets",
                                            unit->string_base + index * width);
    return variable_string(".debug_str", cursor_fixed(&cursor, width));
}

static struct cursor variable_block(struct cursor *cursor, uint64_t size)
{
    struct cursor block = {cursor->at, cursor->at};
    cursor_fixed(cursor, size);
    block.end = cursor->at;
    return block;
}

/* Bytes of the forms that are plain numbers; 0 for all others. */
static size_t variable_form_size(uint64_t form, const struct unit *unit)
{
    size_t offset = unit->wide ? 8 : 4;
    switch (form) {
    case 0x0b: /* data1 */
    case 0x0c: /* flag */
    case 0x11: /* ref1 */
    case 0x29: /* addrx1 */
        return 1;
    case 0x05: /* data2 */
    case 0x12: /* ref2 */
    case 0x2a: /* addrx2 */
        return 2;
    case 0x2b: /* addrx3 */
        return 3;
    case 0x06: /* data4 */
    case 0x13: /* ref4 */
    case 0x1c: /* ref_sup4 */
    case 0x2c: /* addrx4 */
        return 4;
    case 0x01: /* addr */
    case 0x07: /* data8 */
    case 0x14: /* ref8 */
    case 0x20: /* ref_sig8 */
    case 0x24: /* ref_sup8 */
        return 8;
    case 0x1e: /* data16 */
        return 16;
    case 0x10: /* ref_addr */
    case 0x17: /* sec_offset */
    case 0x1d: /* strp_sup */
        return offset;
    default:
        return 0;
    }
}

/* Reads an attribute; false for an unknown form. */
static bool variable_attribute(struct cursor *cursor, const struct unit *unit,
                               uint64_t form, struct attribute *attribute)
{
    size_t offset = unit->wide ? 8 : 4;
    size_t size = variable_form_size(form, unit);
    if (size) {
        attribute->number = cursor_fixed(cursor, size);
        return true;
    }
    switch (form) {
    case 0x08: /* string */
        attribute->text = cursor_string(cursor);
        return true;
    case 0x0e: /* strp */
        attribute->text =
            variable_string(".debug_str", cursor_fixed(cursor, offset));
        return true;
    case 0x1f: /* line_strp */
        attribute->text =
            variable_string(".debug_line_str", cursor_fixed(cursor, offset));
        return true;
    case 0x1a: /* strx */
        attribute->text = variable_indexed_string(unit, cursor_uleb(cursor));
        return true;
    case 0x25: /* strx1 to strx4 */
    case 0x26:
    case 0x27:
    case 0x28:
        attribute->text = variable_indexed_string(
            unit, cursor_fixed(cursor, (size_t)(form - 0x24)));
        return true;
    case 0x03: /* block2 */
        attribute->block = variable_block(cursor, cursor_fixed(cursor, 2));
        return true;
    case 0x04: /* block4 */
        attribute->block = variable_block(cursor, cursor_fixed(cursor, 4));
        return true;
    case 0x0a: /* block1 */
        attribute->block = variable_block(cursor, cursor_fixed(cursor, 1));
        return true;
    case 0x09: /* block */
    case 0x18: /* exprloc */
        attribute->block = variable_block(cursor, cursor_uleb(cursor));
        return true;
    case 0x0d: /* sdata */
        attribute->number = (uint64_t)cursor_sleb(cursor);
        return true;
    case 0x0f: /* udata, ref_udata, addrx, loclistx, rnglistx */
    case 0x15:
    case 0x1b:
    case 0x22:
    case 0x23:
        attribute->number = cursor_uleb(cursor);
        return true;
    case 0x19: /* flag_present */
        return true;
    default:
        return false;
    }
}

/* The layout with the given number: a cursor behind the number. */
static bool variable_layout(const struct unit *unit, uint64_t number,
                            struct cursor *layout)
{
    *layout = variable_section(".debug_abbrev", unit->abbreviations);
    for (;;) {
        uint64_t here = cursor_uleb(layout);
        if (here == number || !here)
            return here;
        cursor_uleb(layout);     /* tag */
        cursor_fixed(layout, 1); /* has children */
        for (;;) {
            uint64_t name = cursor_uleb(layout), form = cursor_uleb(layout);
            if (form == FORM_IMPLICIT_CONST)
                cursor_sleb(layout);
            if (!name && !form)
                break;
        }
    }
}

static uintptr_t variable_address(const struct unit *unit,
                                  struct cursor expression)
{
    uint64_t operation = cursor_fixed(&expression, 1);
    if (operation == OP_ADDR && expression.end - expression.at == 8)
        return cursor_fixed(&expression, 8);
    if (operation != OP_ADDRX)
        return 0;
    uint64_t index = cursor_uleb(&expression);
    struct cursor address =
        variable_section(".debug_addr", unit->address_base + index * 8);
    return cursor_fixed(&address, 8);
}

static void variable_keep(struct entry *entry, struct unit *unit, uint64_t name,
                          const struct attribute *attribute)
{
    switch (name) {
    case AT_NAME:
        entry->name = attribute->text;
        break;
    case AT_TYPE:
        entry->type = attribute->number;
        break;
    case AT_LOCATION:
        if (attribute->block.at != attribute->block.end)
            entry->address = variable_address(unit, attribute->block);
        break;
    case AT_BYTE_SIZE:
        entry->size = attribute->number;
        break;
    case AT_COUNT:
    case AT_UPPER_BOUND:
        entry->count = attribute->number + (name == AT_UPPER_BOUND);
        entry->counted = true;
        break;
    case AT_MEMBER_LOCATION:
        entry->location = attribute->number;
        break;
    case AT_STR_OFFSETS_BASE:
        unit->string_base = attribute->number;
        break;
    case AT_ADDR_BASE:
        unit->address_base = attribute->number;
    }
}

/* Reads the entry at the cursor; false at the end or if it is not understood.
 */
static bool variable_entry(struct cursor *cursor, struct unit *unit,
                           struct entry *entry)
{
    struct cursor layout;
    *entry = (struct entry){0};
    if (cursor->at >= cursor->end)
        return false;
    uint64_t number = cursor_uleb(cursor);
    if (!number)
        return true;
    if (!variable_layout(unit, number, &layout))
        return false;
    entry->tag = cursor_uleb(&layout);
    entry->has_children = cursor_fixed(&layout, 1);
    for (;;) {
        struct attribute attribute = {0};
        uint64_t name = cursor_uleb(&layout), form = cursor_uleb(&layout);
        if (!name && !form)
            return true;
        if (form == FORM_INDIRECT)
            form = cursor_uleb(cursor);
        if (form == FORM_IMPLICIT_CONST)
            attribute.number = (uint64_t)cursor_sleb(&layout);
        else if (!variable_attribute(cursor, unit, form, &attribute))
            return false;
        variable_keep(entry, unit, name, &attribute);
    }
}

static struct cursor variable_at(const struct unit *unit, uint64_t offset)
{
    struct cursor cursor = {unit->start + offset, unit->entries.end};
    if (offset >= (uint64_t)(unit->entries.end - unit->start))
        cursor.at = cursor.end;
    return cursor;
}

/* Follows typedefs and qualifiers. */
static bool variable_strip(struct unit *unit, uint64_t offset,
                           struct entry *entry, struct cursor *children)
{
    for (int i = 0; i < DEEPEST && offset; i++) {
        *children = variable_at(unit, offset);
        if (!variable_entry(children, unit, entry))
            return false;
        if (entry->tag != TAG_TYPEDEF && entry->tag != TAG_CONST &&
            entry->tag != TAG_VOLATILE && entry->tag != TAG_ATOMIC)
            return true;
        offset = entry->type;
    }
    return false;
}

/* The next entry on the same level; children in between are passed over. */
static bool variable_sibling(struct cursor *cursor, struct unit *unit,
                             struct entry *entry)
{
    if (!variable_entry(cursor, unit, entry) || !entry->tag)
        return false;
    struct entry inner = *entry;
    for (int depth = inner.has_children; depth > 0;) {
        if (!variable_entry(cursor, unit, &inner))
            return false;
        depth += !inner.tag ? -1 : inner.has_children;
    }
    return true;
}

/* Number of elements below the dimensions already taken; 0 if unknown, as it
 * is of the array at the end of a struct. */
static uint64_t variable_elements(struct unit *unit, struct cursor children,
                                  unsigned skip)
{
    struct entry range;
    uint64_t product = 1;
    while (variable_sibling(&children, unit, &range))
        if (range.tag == TAG_SUBRANGE && !skip)
            product *= range.counted ? range.count : 0;
        else if (range.tag == TAG_SUBRANGE)
            skip--;
    return product;
}

static uint64_t variable_size(struct unit *unit, uint64_t type)
{
    struct entry entry;
    struct cursor children;
    if (!variable_strip(unit, type, &entry, &children))
        return 0;
    if (entry.tag != TAG_ARRAY)
        return entry.size;
    return variable_elements(unit, children, 0) *
           variable_size(unit, entry.type);
}

struct variable_text {
    char *at;
    size_t left;
};

static void variable_write(struct variable_text *text, const char *format,
                           const char *name, uint64_t index)
{
    /* cppcheck-suppress invalidPrintfArgType_s */
    int length = name ? snprintf(text->at, text->left, format, name)
                      : snprintf(text->at, text->left, format, index);
    size_t taken = (size_t)length < text->left ? (size_t)length : text->left;
    text->at += taken;
    text->left -= taken;
}

static bool variable_in_array(struct unit *unit, const struct entry *array,
                              struct cursor children, size_t *offset,
                              struct variable_text *text)
{
    uint64_t size = variable_size(unit, array->type);
    for (unsigned taken = 1;; taken++) {
        uint64_t below = variable_elements(unit, children, taken);
        if (!size || !below)
            return false;
        variable_write(text, "[%lu]", NULL, *offset / (size * below));
        *offset %= size * below;
        struct entry range;
        struct cursor rest = children;
        unsigned ranges = 0;
        while (variable_sibling(&rest, unit, &range))
            ranges += range.tag == TAG_SUBRANGE;
        if (taken >= ranges)
            return true;
    }
}

/* Size of the elements of an array whose length the type does not say; 0: it
 * does, or is no array. */
static uint64_t variable_open_element(struct unit *unit, uint64_t type)
{
    struct entry entry;
    struct cursor children;
    if (!variable_strip(unit, type, &entry, &children) ||
        entry.tag != TAG_ARRAY || variable_elements(unit, children, 0))
        return 0;
    return variable_size(unit, entry.type);
}

/* Returns the type of the member that holds the offset, 0 if none. The last
 * member may be an array without a length. */
static uint64_t variable_in_struct(struct unit *unit, struct cursor children,
                                   size_t *offset, struct variable_text *text)
{
    struct entry member;
    while (variable_sibling(&children, unit, &member)) {
        if (member.tag != TAG_MEMBER || *offset < member.location)
            continue;
        uint64_t element = variable_open_element(unit, member.type);
        if (!element &&
            *offset - member.location >= variable_size(unit, member.type))
            continue;
        *offset -= member.location;
        if (member.name)
            variable_write(text, ".%s", member.name, 0);
        return member.type;
    }
    return 0;
}

static bool variable_in_open_array(struct unit *unit, uint64_t type,
                                   size_t *offset, struct variable_text *text)
{
    uint64_t element = variable_open_element(unit, type);
    if (!element)
        return false;
    variable_write(text, "[%lu]", NULL, *offset / element);
    *offset %= element;
    return true;
}

static bool variable_descend(struct unit *unit, uint64_t type, size_t offset,
                             struct variable_text *text)
{
    for (int depth = 0; depth < DEEPEST; depth++) {
        struct entry entry;
        struct cursor children;
        if (!variable_strip(unit, type, &entry, &children))
            return false;
        if (entry.tag == TAG_ARRAY) {
            if (!variable_in_open_array(unit, type, &offset, text) &&
                !variable_in_array(unit, &entry, children, &offset, text))
                return false;
            type = entry.type;
        } else if (entry.tag == TAG_STRUCT) {
            type = variable_in_struct(unit, children, &offset, text);
        } else {
            return offset == 0;
        }
    }
    return false;
}

static bool variable_unit(struct cursor *info, struct unit *unit)
{
    unit->start = info->at;
    uint64_t size = cursor_fixed(info, 4);
    unit->wide = size == UINT32_MAX;
    if (unit->wide)
        size = cursor_fixed(info, 8);
    if (!size || size > (uint64_t)(info->end - info->at))
        return false;
    struct cursor cursor = variable_block(info, 0);
    cursor.end = cursor.at + size;
    info->at += size;
    size_t offset = unit->wide ? 8 : 4;
    unit->version = (unsigned)cursor_fixed(&cursor, 2);
    if (unit->version >= 5)
        cursor_fixed(&cursor, 2); /* kind of unit, size of an address */
    unit->abbreviations = cursor_fixed(&cursor, offset);
    if (unit->version < 5)
        cursor_fixed(&cursor, 1);
    unit->entries = cursor;
    return true;
}

bool variable_part(uintptr_t address, size_t offset, char *buffer, size_t size)
{
    struct cursor info = variable_section(".debug_info", 0);
    struct unit unit = {0};
    buffer[0] = '\0';
    while (info.at < info.end && variable_unit(&info, &unit)) {
        struct cursor cursor = unit.entries;
        struct entry entry;
        while (variable_entry(&cursor, &unit, &entry)) {
            if (entry.tag != TAG_VARIABLE || !entry.address ||
                entry.address + elf_base() != address)
                continue;
            struct variable_text text = {buffer, size};
            if (variable_descend(&unit, entry.type, offset, &text))
                return true;
            buffer[0] = '\0';
            return false;
        }
    }
    return false;
}

/* ---- blocks of the heap ---- */

/* True if the unit was compiled from the file; the first entry says so. */
static bool variable_unit_is_of(struct unit *unit, const char *file)
{
    struct cursor cursor = unit->entries;
    struct entry entry;
    if (!variable_entry(&cursor, unit, &entry) || !entry.name)
        return false;
    const char *slash = strrchr(entry.name, '/');
    return !strcmp(slash ? slash + 1 : entry.name, file);
}

/* What the first variable, parameter or member of this name points to. */
static uint64_t variable_pointee(struct unit *unit, const char *name)
{
    struct cursor cursor = unit->entries, unused;
    struct entry entry, type;
    while (variable_entry(&cursor, unit, &entry))
        if ((entry.tag == TAG_VARIABLE || entry.tag == TAG_PARAMETER ||
             entry.tag == TAG_MEMBER) &&
            entry.name && !strcmp(entry.name, name) &&
            variable_strip(unit, entry.type, &type, &unused) &&
            type.tag == TAG_POINTER && type.type)
            return type.type;
    return 0;
}

/* Does it end in an array without a length? There is no array of such. */
static bool variable_has_open_end(struct unit *unit, struct cursor children)
{
    struct entry member;
    uint64_t last = 0;
    while (variable_sibling(&children, unit, &member))
        if (member.tag == TAG_MEMBER)
            last = member.type;
    return last && variable_open_element(unit, last);
}

static bool variable_describe_target(struct unit *unit, uint64_t type,
                                     size_t block, size_t offset,
                                     struct variable_text *text)
{
    struct entry entry;
    struct cursor children;
    uint64_t size = variable_size(unit, type);
    if (!size || !variable_strip(unit, type, &entry, &children))
        return false;
    char *start = text->at;
    if (entry.tag == TAG_STRUCT && (block == size || block % size ||
                                    variable_has_open_end(unit, children))) {
        if (!variable_descend(unit, type, offset, text))
            return false;
        /* ".count" becomes "->count" */
        if (*start != '.' || text->left < 2)
            return false;
        memmove(start + 2, start + 1, strlen(start));
        memcpy(start, "->", 2);
        return true;
    }
    variable_write(text, "[%lu]", NULL, offset / size);
    return variable_descend(unit, type, offset % size, text);
}

bool variable_target(const char *file, const char *name, size_t block,
                     size_t offset, char *buffer, size_t size)
{
    struct cursor info = variable_section(".debug_info", 0);
    struct unit unit = {0};
    while (info.at < info.end && variable_unit(&info, &unit)) {
        buffer[0] = '\0';
        if (!variable_unit_is_of(&unit, file))
            continue;
        uint64_t type = variable_pointee(&unit, name);
        struct variable_text text = {buffer, size};
        if (type && variable_describe_target(&unit, type, block, offset, &text))
            return true;
    }
    buffer[0] = '\0';
    return false;
}
