/* 1 expect: syntax.cu:5:5: error: 'undeclared' was not declared */

__global__ void k(int *out)
{
    undeclared = 3;
    out[0] = 1;
}

int main()
{
}
