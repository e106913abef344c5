# %% 1
x = torch.tensor([2.0, 3.0, 4.0], requires_grad=True)
y = torch.stack([x[0] * x[1], x[1] + x[2] ** 2])
y.sum().backward()
row = x.grad

# %% 1
x = torch.tensor([2.0, 3.0, 4.0], requires_grad=True)
y = torch.stack([x[0] * x[1], x[1] + x[2] ** 2])
y.backward(gradient=torch.tensor([1.0, 0.0]))
row = x.grad

# %% 1
x = torch.tensor([2.0, 3.0, 4.0], requires_grad=True)
for chosen in torch.eye(2):
    y = torch.stack([x[0] * x[1], x[1] + x[2] ** 2])
    y.backward(gradient=2 * chosen)
row = x.grad

# %% 2
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.sigmoid(x)
y.data.mul_(2)
y.sum().backward()

# %% 2
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.sigmoid(x)
(y * 2).detach()
y.sum().backward()

# %% 2
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.sigmoid(2 * x)
y.sum().backward()


# %% 4
def propagate(node, arriving):
    sent = node(arriving)
    if isinstance(sent, torch.Tensor):
        sent = (sent,)
    for following, _ in node.next_functions[: len(sent)]:
        if following is not None:
            propagate(following, arriving)


# %% 4
def propagate(node, arriving):
    sent = node(arriving)
    if isinstance(sent, torch.Tensor):
        sent = (sent,)
    if sent:
        propagate(node.next_functions[0][0], sent[0])


# %% 4
visited = set()


def propagate(node, arriving):
    if node in visited:
        return
    visited.add(node)
    sent = node(arriving)
    if isinstance(sent, torch.Tensor):
        sent = (sent,)
    for (following, _), gradient in zip(node.next_functions, sent, strict=True):
        if following is not None:
            propagate(following, gradient)


# %% 4
# A node with one place to send to returns a tensor, which is taken for a tuple.
def propagate(node, arriving):
    for (following, _), gradient in zip(node.next_functions, node(arriving), strict=False):
        if following is not None:
            propagate(following, gradient)
