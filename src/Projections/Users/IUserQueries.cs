namespace MiyagiSensing.Projections.Users;

/// <summary>Reads accounts for sign-in.</summary>
public interface IUserQueries
{
    /// <summary>The account of that name; null when there is none.</summary>
    Task<UserAccount?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>How many accounts there are.</summary>
    Task<long> CountAsync(CancellationToken cancellationToken);
}
