/* 1 expect: The program had not ended after 3 s */

int main()
{
    for (volatile int i = 0;; i++) {
    }
}
