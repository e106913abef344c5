# %% 1
# Black and white are swapped.
chess = torch.zeros(8, 8)
chess[::2, ::2] = 1
chess[1::2, 1::2] = 1

# %% 1
# Stripes: every other column, in every row.
chess = torch.zeros(8, 8)
chess[:, 1::2] = 1

# %% 1
# Only the even rows.
chess = torch.zeros(8, 8)
chess[::2, 1::2] = 1

# %% 3
# As in the exercise.
shares = points / points.sum(dim=1)

# %% 3
# The columns add up to 1, not the rows.
shares = points / points.sum(dim=0, keepdim=True)

# %% 3
# All the values together add up to 1.
shares = points / points.sum()

# %% 4
# The stations come first.
difference = stations.unsqueeze(1) - towns.unsqueeze(0)
distances = (difference**2).sum(dim=2).sqrt()

# %% 4
# No square root.
difference = towns.unsqueeze(1) - stations.unsqueeze(0)
distances = (difference**2).sum(dim=2)

# %% 4
# The wrong dimension is added up.
difference = towns.unsqueeze(1) - stations.unsqueeze(0)
distances = (difference**2).sum(dim=1).sqrt()

# %% 4
# The differences are added up, not their squares.
difference = towns.unsqueeze(1) - stations.unsqueeze(0)
distances = difference.sum(dim=2).abs()
