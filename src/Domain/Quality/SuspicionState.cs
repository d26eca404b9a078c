namespace MiyagiSensing.Domain.Quality;

/// <summary>What a look for a fault that no single reading shows has found.</summary>
public enum SuspicionState
{
    /// <summary>There is too little to look at: nothing is said, neither good nor bad.</summary>
    NotEvaluated = 0,

    /// <summary>Nothing was found.</summary>
    None = 1,

    /// <summary>The readings look like the fault. A suspicion is named and never makes a reading fail.</summary>
    Suspected = 2,
}
