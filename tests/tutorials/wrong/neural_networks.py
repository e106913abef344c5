# %% 1
# The biases are forgotten.
count = 12 * 3 * 5 * 5
shape = (10, 12, 32, 32)

# %% 1
# One kernel for all input channels.
count = 12 * 5 * 5 + 12
shape = (10, 12, 32, 32)

# %% 1
# The kernel cuts off 4 pixels, as if there were no padding.
count = 12 * 3 * 5 * 5 + 12
shape = (10, 12, 28, 28)


# %% 3
# As in the exercise.
class Shift(nn.Module):
    def __init__(self):
        super().__init__()
        self.bias = torch.zeros(3, requires_grad=True)

    def forward(self, x):
        return x + self.bias


# %% 3
# The parameter is copied, and the copy is what is used.
class Shift(nn.Module):
    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(3))

    def forward(self, x):
        return x + self.bias.detach().requires_grad_()


# %% 3
# A parameter that is multiplied instead of added.
class Shift(nn.Module):
    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(3))

    def forward(self, x):
        return x * self.bias


# %% 4
# The gradients are never cleared.
def momentum_steps(network):
    velocities = [torch.zeros_like(w) for w in network.parameters()]
    for _ in range(3):
        F.cross_entropy(network(images), labels).backward()
        with torch.no_grad():
            for w, v in zip(network.parameters(), velocities, strict=True):
                v.mul_(0.9).add_(w.grad)
                w -= 0.03 * v


# %% 4
# No momentum: the velocities begin anew with each update.
def momentum_steps(network):
    for _ in range(3):
        network.zero_grad()
        F.cross_entropy(network(images), labels).backward()
        with torch.no_grad():
            for w in network.parameters():
                v = torch.zeros_like(w)
                v.mul_(0.9).add_(w.grad)
                w -= 0.03 * v


# %% 4
# The average of velocity and gradient, as Adam takes it.
def momentum_steps(network):
    velocities = [torch.zeros_like(w) for w in network.parameters()]
    for _ in range(3):
        network.zero_grad()
        F.cross_entropy(network(images), labels).backward()
        with torch.no_grad():
            for w, v in zip(network.parameters(), velocities, strict=True):
                v.mul_(0.9).add_(0.1 * w.grad)
                w -= 0.03 * v
