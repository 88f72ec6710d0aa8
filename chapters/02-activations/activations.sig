# What crosses the border between judge and worker: chapter 2.
void sigmoid(mat_in x, mat_out y)
void sigmoid_gradient(mat_in x, mat_out dydx)
void relu(mat_in x, mat_out y)
void relu_gradient(mat_in x, mat_out dydx)
num central_difference(fn f, num x, num eps)
void central_differences(fn f, mat_in x, num eps, mat_out dydx)
num relative_error(num a, num b)
