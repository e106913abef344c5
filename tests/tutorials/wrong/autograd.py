# %% 1
x = torch.tensor(1.5, requires_grad=True)
(x**3 - 2 * x).backward()
(x**3 - 2 * x).backward()

# %% 1
x = torch.tensor(1.5, requires_grad=True)
function = x**3 - 2 * x

# %% 1
x = torch.tensor(1.5, requires_grad=True)
(x**2 - 2 * x).backward()

# %% 3
w = torch.tensor(3.0, requires_grad=True)
for _ in range(50):
    ((w - 1) ** 2).backward()
    with torch.no_grad():
        w -= 0.1 * w.grad

# %% 3
w = torch.tensor(3.0, requires_grad=True)
for _ in range(50):
    ((w - 1) ** 2).backward()
    w.grad.zero_()
    with torch.no_grad():
        w -= 0.1 * w.grad

# %% 3
w = torch.tensor(3.0, requires_grad=True)
((w - 1) ** 2).backward()
with torch.no_grad():
    w = w - 0.1 * w.grad


# %% 4
class Value:
    def __init__(self, data, inputs=()):
        self.data, self.grad, self.inputs = data, 0.0, inputs

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def backward(self, arriving=1.0):
        self.grad = arriving
        for value, slope in self.inputs:
            value.backward(arriving * slope)


# %% 4
class Value:
    def __init__(self, data, inputs=()):
        self.data, self.grad, self.inputs = data, 0.0, inputs

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, self.data), (other, other.data)])

    def backward(self, arriving=1.0):
        self.grad += arriving
        for value, slope in self.inputs:
            value.backward(arriving * slope)


# %% 4
class Value:
    def __init__(self, data, inputs=()):
        self.data, self.grad, self.inputs = data, 0.0, inputs

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def backward(self, arriving=1.0):
        self.grad += arriving
        for value, slope in self.inputs:
            value.backward(self.grad * slope)


# %% 4
class Value:
    def __init__(self, data, inputs=()):
        self.data, self.grad, self.inputs = data, 0.0, inputs

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def backward(self, arriving=1.0):
        self.grad += arriving
        for value, slope in self.inputs:
            value.backward(slope)
