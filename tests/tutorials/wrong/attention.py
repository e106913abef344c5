# %% 1
partner = (x @ x.T / math.sqrt(8)).argmax(dim=1)

# %% 1
partner = (x @ x.T).fill_diagonal_(0).argmin(dim=1)

# %% 1
partner = x @ x.T


# %% 3
def causal(q, k, v):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    return scores.tril().softmax(dim=-1) @ v


# %% 3
def causal(q, k, v):
    size = q.shape[-2]
    allowed = torch.ones(size, size, dtype=torch.bool).triu()
    return attend(q, k, v, allowed)[0]


# %% 3
def causal(q, k, v):
    weights = (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(dim=-1)
    return weights.tril() @ v


# %% 4
def padded(q, k, v, lengths):
    return attend(q, k, v)[0]


# %% 4
def padded(q, k, v, lengths):
    real = (torch.arange(k.shape[1]) < lengths.unsqueeze(1)).unsqueeze(2)
    return attend(q, k * real, v * real)[0]


# %% 4
def padded(q, k, v, lengths):
    allowed = torch.arange(k.shape[1]) <= lengths.unsqueeze(1)
    return attend(q, k, v, allowed.unsqueeze(1))[0]
