#define _GNU_SOURCE
#include "elf_file.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "state.h"

EXPLORE_STATE static const uint8_t *elf_image;
EXPLORE_STATE static size_t elf_size;
EXPLORE_STATE static uintptr_t elf_load_base;

static int elf_note_base(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    elf_load_base = info->dlpi_addr;
    return 1; /* the executable comes first */
}

void elf_open(void)
{
    struct stat status;
    int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (elf_image || fd < 0)
        return;
    if (!fstat(fd, &status)) {
        elf_size = (size_t)status.st_size;
        void *image = mmap(NULL, elf_size, PROT_READ, MAP_PRIVATE, fd, 0);
        elf_image = image == MAP_FAILED ? NULL : image;
    }
    close(fd);
    dl_iterate_phdr(elf_note_base, NULL);
}

uintptr_t elf_base(void)
{
    return elf_load_base;
}

static const ElfW(Shdr) * elf_header(const char *name)
{
    const ElfW(Ehdr) *file = (const void *)elf_image;
    if (!file || !file->e_shnum)
        return NULL;
    const ElfW(Shdr) *headers = (const void *)(elf_image + file->e_shoff);
    const char *names =
        (const char *)elf_image + headers[file->e_shstrndx].sh_offset;
    for (int i = 0; i < file->e_shnum; i++)
        if (!strcmp(names + headers[i].sh_name, name))
            return &headers[i];
    return NULL;
}

struct elf_bytes elf_section(const char *name)
{
    const ElfW(Shdr) *header = elf_header(name);
    if (!header || header->sh_type == SHT_NOBITS ||
        header->sh_flags & SHF_COMPRESSED)
        return (struct elf_bytes){NULL, 0};
    return (struct elf_bytes){elf_image + header->sh_offset, header->sh_size};
}

uintptr_t elf_section_start(const char *name)
{
    const ElfW(Shdr) *header = elf_header(name);
    return header ? header->sh_addr + elf_load_base : 0;
}

static struct elf_symbol elf_find(uintptr_t address, unsigned type)
{
    struct elf_bytes table = elf_section(".symtab");
    struct elf_bytes names = elf_section(".strtab");
    const ElfW(Sym) *symbols = (const void *)table.start;
    for (size_t i = 0; i < table.size / sizeof *symbols; i++) {
        const ElfW(Sym) *symbol = &symbols[i];
        if (ELF64_ST_TYPE(symbol->st_info) == type &&
            address - symbol->st_value < symbol->st_size)
            return (struct elf_symbol){(const char *)names.start +
                                           symbol->st_name,
                                       symbol->st_value, symbol->st_size};
    }
    return (struct elf_symbol){NULL, 0, 0};
}

/* Often the same variable is asked for again and again. */
struct elf_symbol elf_variable(uintptr_t address)
{
    EXPLORE_STATE static struct elf_symbol last;
    if (!last.name || address - last.start >= last.size) {
        struct elf_symbol symbol =
            elf_find(address - elf_load_base, STT_OBJECT);
        symbol.start += elf_load_base;
        if (!symbol.name)
            return symbol;
        last = symbol;
    }
    return last;
}

struct elf_symbol elf_thread_local(size_t offset)
{
    return elf_find(offset, STT_TLS);
}
